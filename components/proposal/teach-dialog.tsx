'use client';

import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { BacktestResult } from '@/components/settings/backtest-result';
import { clauseWords } from '@/components/settings/rule-words';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { Select } from '@/components/ui/text-box';
import { useBacktest } from '@/lib/api/client/use-policy-history';
import { useSuggestedRule, useTeachRule } from '@/lib/api/client/use-taught-rules';
import type { RuleSuggestion } from '@/lib/api/contract/taught-rule';
import { clausesOf, conditionOf, type Clause } from '@/lib/domain/clauses';
import { ReasonField } from '@/components/settings/reason-field';

interface TeachDialogProps {
  proposalId: string;
  onClose: () => void;
}

/** Draws up a narrow rule from one call, shows what it would have let run, and saves it until it ends. */
export default function TeachDialog({ proposalId, onClose }: TeachDialogProps) {
  const { data: suggestion, error, refetch } = useSuggestedRule(proposalId);
  return (
    <Dialog open onOpenChange={onClose} title="Always allow this kind?">
      {error && <ErrorNotice error={error} what="No rule could be drawn up." onRetry={() => void refetch()} />}
      {!suggestion && !error && <Skeleton className="h-48 w-full" />}
      {suggestion?.refusal && <Notice tone="info">{suggestion.refusal}</Notice>}
      {suggestion && !suggestion.refusal && (
        <TeachForm
          key={suggestion.policyVersion}
          proposalId={proposalId}
          suggestion={suggestion}
          onReload={() => void refetch()}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface TeachFormProps extends TeachDialogProps {
  suggestion: RuleSuggestion;
  onReload: () => void;
}

const LENGTHS = [7, 30, 90];

function TeachForm({ proposalId, suggestion, onReload, onClose }: TeachFormProps) {
  const { tool, when: suggested, index, rules, policyVersion } = suggestion;
  const clauses = clausesOf(suggested) ?? [];
  const [kept, setKept] = useState(() => clauses.map(() => true));
  const [days, setDays] = useState(30);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useTeachRule(proposalId);
  const when = conditionOf(clauses.filter((_, place) => kept[place]));
  const enough = clauses.some(({ path }, place) => kept[place] && path[0] === 'args');
  const trial = useBacktest(tool, enough ? { rules: rules.with(index, { when, verdict: 'auto' }) } : null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { policyVersion, when, days, reason: reason.trim() },
      {
        onSuccess: ({ version }) => {
          toast.success(`Saved as version ${version} of the rules for ${tool}.`);
          onClose();
        },
        onError: onReload,
      },
    );
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-small">
        <span className="font-mono">{tool}</span> will run by itself, without asking anybody, when all of this holds:
      </p>
      <ClauseChoice clauses={clauses} kept={kept} onChange={setKept} />
      {!enough && <Notice tone="warning">Keep at least one of the arguments.</Notice>}
      {trial.error && <ErrorNotice error={trial.error} what="It could not be tried on recorded calls." />}
      {enough && !trial.error && !trial.data && <Skeleton className="h-12 w-full" />}
      {enough && trial.data && <BacktestResult answer={trial.data} faded={trial.isFetching} />}
      <Field label="Ends after" hint="You are its owner. It can be revoked in the settings at any time.">
        {(control) => (
          <Select {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LENGTHS.map((length) => (
              <option key={length} value={length}>
                {length} days
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ReasonField value={reason} onChange={setReason} />
      {error && <ErrorNotice error={error} what="Nothing was saved." />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isPending || !enough || reason.trim() === ''}>
          Allow this kind
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

interface ClauseChoiceProps {
  clauses: readonly Clause[];
  kept: readonly boolean[];
  onChange: (kept: boolean[]) => void;
}

/** Each part of the condition can be dropped; fewer parts let more calls run. */
function ClauseChoice({ clauses, kept, onChange }: ClauseChoiceProps) {
  return (
    <ul aria-label="Conditions" className="flex flex-col gap-1 rounded-md bg-surface p-3">
      {clauses.map((clause, place) => (
        <li key={clause.path.join('/')}>
          <label className="flex items-start gap-2 text-small max-md:py-1">
            <input
              type="checkbox"
              className="mt-0.5 size-4 accent-accent-fill"
              checked={kept[place] ?? false}
              onChange={(event) => onChange(kept.map((keep, other) => (other === place ? event.target.checked : keep)))}
            />
            <span className="min-w-0 break-words">{clauseWords(clause)}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
