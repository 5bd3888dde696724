'use client';

import type { SubmitEvent } from 'react';
import { toast } from 'sonner';
import { StaleNotice } from '@/components/settings/stale-notice';
import { useDraft } from '@/components/settings/use-draft';
import { ErrorNotice } from '@/components/shell/error-notice';
import { LeaveGuard } from '@/components/shell/leave-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import { ApiError } from '@/lib/api/client/request';
import { useSaveBudget } from '@/lib/api/client/use-costs';
import type { BudgetView } from '@/lib/api/contract/cost';
import { memberPart } from '@/lib/domain/carry-over';

const fields = [
  { name: 'dailyUsd', label: 'Dollars a day', hint: 'Of all agents together. Empty: no cap.' },
  { name: 'monthlyUsd', label: 'Dollars a month', hint: 'Of all agents together. Empty: no cap.' },
] as const;

const written = (usd: number | null) => (usd === null ? '' : String(usd));
const read = (text: string) => (text.trim() === '' ? null : Number(text));

interface BudgetDraft {
  dailyUsd: string;
  monthlyUsd: string;
}

const parts = [
  memberPart<BudgetDraft, 'dailyUsd'>('dailyUsd', 'the cap of a day'),
  memberPart<BudgetDraft, 'monthlyUsd'>('monthlyUsd', 'the cap of a month'),
];

function draftOf({ dailyUsd, monthlyUsd }: BudgetView): BudgetDraft {
  return { dailyUsd: written(dailyUsd), monthlyUsd: written(monthlyUsd) };
}

/** What all agents together may cost. */
export function BudgetForm({ budget }: { budget: BudgetView }) {
  const { mutate, isPending, error } = useSaveBudget();
  const drafted = useDraft(budget, draftOf, parts);
  const { base, draft, isStale } = drafted;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const caps = { dailyUsd: read(draft.dailyUsd), monthlyUsd: read(draft.monthlyUsd) };
    mutate(
      { version: base.version, caps },
      {
        onSuccess: ({ budget: saved }) => {
          toast.success(`Saved as version ${saved.version}.`);
          drafted.restart();
        },
      },
    );
  };
  return (
    <form method="post" aria-label="Caps of the organisation" onSubmit={save} className="flex flex-col gap-3">
      <LeaveGuard active={drafted.isChanged} />
      <h2 className="font-semibold">Caps of the organisation</h2>
      <div className="grid gap-3 sm:grid-cols-2">
        {fields.map(({ name, label, hint }) => (
          <Field
            key={name}
            label={label}
            hint={hint}
            error={problem?.errors?.find(({ pointer }) => pointer === `/${name}`)?.message}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                step="any"
                className="tabular-nums"
                value={draft[name]}
                onChange={({ target }) => drafted.change({ ...draft, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <StaleNotice written={drafted} version={budget.version} author={budget.savedBy} />
      {error && !problem?.errors?.length && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button type="submit" look="primary" className="self-start" disabled={isPending || isStale}>
        Save caps
      </Button>
    </form>
  );
}
