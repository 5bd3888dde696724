import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { verdict, type Verdict } from '@/lib/domain/policy';
import { effectOf } from '@/lib/domain/policy-words';
import { ApproverField } from './approver-field';
import { ConditionField } from './condition-field';
import type { FactMember } from './fact-members';
import { ruleOf, type RuleDraft } from './rule-draft';
import { conditionWords } from './rule-words';

const verdictWords: Record<Verdict, string> = {
  auto: 'runs by itself',
  require_approval: 'asks people',
  deny: 'is refused',
};

interface RuleRowProps {
  number: number;
  rule: RuleDraft;
  members: readonly FactMember[];
  /** What is wrong, by the member's name. */
  errors: ReadonlyMap<string, string>;
  isLast: boolean;
  onChange: (rule: RuleDraft) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One rule: a sentence, then when it applies and what happens then. */
export function RuleRow(props: RuleRowProps) {
  const { number, rule, members, errors, onChange } = props;
  const name = `Rule ${number}`;
  return (
    <li aria-label={name} className="flex flex-col gap-2 px-3 py-3">
      <div className="flex items-start justify-between gap-2">
        <p className="min-w-0 pt-1 text-small break-words">
          <span className="font-semibold">{name}</span>: <VisibleText text={conditionWords(rule.when)} /> it{' '}
          <span className="font-medium">{effectOf(ruleOf(rule))}</span>.
        </p>
        <Moves {...props} />
      </div>
      {rule.taught ? (
        <p className="flex flex-wrap items-center gap-1.5 text-small text-quiet">
          <Badge tone="accent">taught</Badge>
          <span>
            from the card of a proposal; until <Clock at={rule.taught.expiresAt} />. It stays as it was made: move it,
            or remove it.
          </span>
        </p>
      ) : (
        <>
          <ConditionField
            when={rule.when}
            name={name}
            members={members}
            error={errors.get('when')}
            onChange={(when) => onChange({ ...rule, when })}
          />
          <Effect rule={rule} name={name} errors={errors} onChange={onChange} />
        </>
      )}
      {rule.taught && errors.get('when') && (
        <p role="alert" className="text-meta text-danger">
          {errors.get('when')}
        </p>
      )}
    </li>
  );
}

function Moves({ number, isLast, onMove, onRemove }: RuleRowProps) {
  return (
    <span className="flex shrink-0">
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
  );
}

function Effect({
  rule,
  name,
  errors,
  onChange,
}: Pick<RuleRowProps, 'rule' | 'errors' | 'onChange'> & { name: string }) {
  return (
    <div className="grid gap-2 md:grid-cols-[10rem_10rem_1fr]">
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
      {rule.verdict === 'require_approval' && (
        <>
          <Field label="People needed" error={errors.get('approvals')}>
            {(control) => (
              <Select
                {...control}
                value={rule.approvals}
                onChange={(event) => onChange({ ...rule, approvals: Number(event.target.value) })}
              >
                {[1, 2, 3, 4, 5].map((count) => (
                  <option key={count} value={count}>
                    {count === 1 ? '1' : `${count} different ones`}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <ApproverField
            name={name}
            approvers={rule.approvers}
            error={errors.get('approvers')}
            onChange={(approvers) => onChange({ ...rule, approvers })}
          />
        </>
      )}
    </div>
  );
}
