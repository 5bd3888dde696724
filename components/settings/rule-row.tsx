import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import { verdict, type Verdict } from '@/lib/domain/policy';
import type { RuleDraft } from './rule-draft';

const verdictWords: Record<Verdict, string> = {
  auto: 'runs by itself',
  require_approval: 'asks people',
  deny: 'is refused',
};

interface RuleRowProps {
  number: number;
  rule: RuleDraft;
  /** What is wrong, by the member's name. */
  errors: ReadonlyMap<string, string>;
  isLast: boolean;
  onChange: (rule: RuleDraft) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One rule: when it applies, and what happens then. */
export function RuleRow({ number, rule, errors, isLast, onChange, onMove, onRemove }: RuleRowProps) {
  return (
    <li aria-label={`Rule ${number}`} className="flex flex-col gap-2 px-3 py-3">
      <div className="flex items-center justify-between">
        <span className="text-small font-semibold">Rule {number}</span>
        <span className="flex">
          <Button
            look="quiet"
            size="icon"
            aria-label={`Move rule ${number} up`}
            disabled={number === 1}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            look="quiet"
            size="icon"
            aria-label={`Move rule ${number} down`}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button look="quiet" size="icon" aria-label={`Remove rule ${number}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        </span>
      </div>
      <div className="grid gap-2 md:grid-cols-[1fr_10rem]">
        <Field label="When (empty: always)" error={errors.get('when')}>
          {(control) => (
            <Input
              {...control}
              spellCheck={false}
              className="font-mono text-small"
              placeholder="args.amount_cents <= 2500"
              value={rule.when}
              onChange={(event) => onChange({ ...rule, when: event.target.value })}
            />
          )}
        </Field>
        <Field label="The call" error={errors.get('verdict')}>
          {(control) => (
            <Select
              {...control}
              value={rule.verdict}
              onChange={(event) => onChange({ ...rule, verdict: verdict.parse(event.target.value) })}
            >
              {verdict.options.map((option) => (
                <option key={option} value={option}>
                  {verdictWords[option]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {rule.verdict === 'require_approval' && <ApprovalFields rule={rule} errors={errors} onChange={onChange} />}
    </li>
  );
}

function ApprovalFields({ rule, errors, onChange }: Pick<RuleRowProps, 'rule' | 'errors' | 'onChange'>) {
  return (
    <div className="grid gap-2 md:grid-cols-[10rem_1fr]">
      <Field label="Approvals needed" error={errors.get('approvals')}>
        {(control) => (
          <Select
            {...control}
            value={rule.approvals}
            onChange={(event) => onChange({ ...rule, approvals: Number(event.target.value) })}
          >
            {[1, 2, 3, 4, 5].map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="From"
        hint="Roles, e-mail addresses or groups (group:finance), separated by commas. Empty: any reviewer."
        error={errors.get('approvers')}
      >
        {(control) => (
          <Input
            {...control}
            value={rule.approvers}
            onChange={(event) => onChange({ ...rule, approvers: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
