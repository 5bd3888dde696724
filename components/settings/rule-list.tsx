import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { FieldError } from '@/lib/domain/errors';
import type { FactMember } from './fact-members';
import { newDraft, type RuleDraft } from './rule-draft';
import { RuleRow } from './rule-row';

interface RuleListProps {
  rules: readonly RuleDraft[];
  members: readonly FactMember[];
  onChange: (rules: RuleDraft[]) => void;
  /** Pointers from the policy's root. */
  errors: readonly FieldError[];
}

/** The rules in their order: the first that applies decides. */
export function RuleList({ rules, members, onChange, errors }: RuleListProps) {
  const move = (from: number, by: number) => {
    const moved = rules[from];
    if (moved) onChange(rules.toSpliced(from, 1).toSpliced(from + by, 0, moved));
  };
  return (
    <div className="flex flex-col gap-2">
      <ol className="divide-y rounded-md ring-1 ring-line">
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.key}
            number={index + 1}
            rule={rule}
            members={members}
            errors={errorsOf(errors, index)}
            isLast={index === rules.length - 1}
            onChange={(next) => onChange(rules.with(index, next))}
            onMove={(by) => move(index, by)}
            onRemove={() => onChange(rules.toSpliced(index, 1))}
          />
        ))}
        <li className="px-3 py-3 text-small text-quiet">
          {rules.length === 0 ? 'Every call asks one reviewer.' : 'Any other call asks one reviewer.'}
        </li>
      </ol>
      <Button className="self-start" onClick={() => onChange([...rules, newDraft()])}>
        <Plus aria-hidden />
        Add rule
      </Button>
    </div>
  );
}

function errorsOf(errors: readonly FieldError[], index: number): Map<string, string> {
  const start = `/rules/${index}`;
  return new Map(
    errors.flatMap(({ pointer, message }): [string, string][] => {
      if (pointer !== start && !pointer.startsWith(`${start}/`)) return [];
      return [[pointer.slice(start.length + 1).split('/')[0] || 'when', message]];
    }),
  );
}
