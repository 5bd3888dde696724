import { Code, ListFilter, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { clausesOf, conditionOf, type Clause } from '@/lib/domain/clauses';
import { ClauseRow, clauseOn } from './clause-row';
import type { FactMember } from './fact-members';

interface ConditionFieldProps {
  when: string;
  /** "Rule 1". */
  name: string;
  members: readonly FactMember[];
  error: string | undefined;
  onChange: (when: string) => void;
}

/** When a rule applies: as rows that read like a sentence, or as the CEL they stand for. */
export function ConditionField({ when, name, members, error, onChange }: ConditionFieldProps) {
  const [asText, setAsText] = useState(false);
  const clauses = clausesIn(when);
  const showText = asText || clauses === null;
  const [first] = members;
  const change = (next: Clause[]) => onChange(conditionOf(next));
  return (
    <div className="flex flex-col gap-2">
      {showText ? (
        <Field label={`When (${name.toLowerCase()}, CEL; empty: always)`} error={error}>
          {(control) => (
            <TextArea
              {...control}
              spellCheck={false}
              rows={1}
              className="min-h-8 font-mono text-small"
              placeholder="args.amount_cents <= 2500"
              value={when}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          {clauses.length === 0 && <p className="text-small text-quiet">Applies to every call that gets here.</p>}
          {clauses.map((clause, index) => (
            <ClauseRow
              key={index}
              clause={clause}
              name={`${name}, condition ${index + 1}`}
              members={members}
              onChange={(next) => change(clauses.with(index, next))}
              onRemove={() => change(clauses.toSpliced(index, 1))}
            />
          ))}
          {error && (
            <p role="alert" className="text-meta text-danger">
              {error}
            </p>
          )}
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {!showText && first && (
          <Button
            size="small"
            aria-label={`Add a condition to ${name.toLowerCase()}`}
            onClick={() => change([...clauses, clauseOn(first)])}
          >
            <Plus aria-hidden />
            {clauses.length === 0 ? 'Only when …' : 'And …'}
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          disabled={asText && clauses === null}
          title={clauses === null ? 'This says more than rows can.' : undefined}
          aria-label={`${showText ? 'Rows' : 'CEL'} of ${name.toLowerCase()}`}
          onClick={() => setAsText(!showText)}
        >
          {showText ? <ListFilter aria-hidden /> : <Code aria-hidden />}
          {showText ? 'Rows' : 'CEL'}
        </Button>
      </div>
    </div>
  );
}

/** The rows a condition can be drawn as; null when it says more than they can. */
function clausesIn(when: string): Clause[] | null {
  if (when.trim() === '') return [];
  const clauses = clausesOf(when);
  return clauses?.some(({ value }) => Array.isArray(value)) ? null : clauses;
}
