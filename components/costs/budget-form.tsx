'use client';

import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { StaleNotice } from '@/components/settings/stale-notice';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import { ApiError } from '@/lib/api/client/request';
import { useSaveBudget } from '@/lib/api/client/use-costs';
import type { BudgetView } from '@/lib/api/contract/cost';

const fields = [
  { name: 'dailyUsd', label: 'Dollars a day', hint: 'Of all agents together. Empty: no cap.' },
  { name: 'monthlyUsd', label: 'Dollars a month', hint: 'Of all agents together. Empty: no cap.' },
] as const;

const written = (usd: number | null) => (usd === null ? '' : String(usd));
const read = (text: string) => (text.trim() === '' ? null : Number(text));

/** Keeps what is being written on the version it was begun on, until the person wants the newest. */
export function BudgetForm({ budget }: { budget: BudgetView }) {
  const [base, setBase] = useState(budget);
  return <Editor key={base.version} base={base} latest={budget} onReload={setBase} />;
}

interface EditorProps {
  base: BudgetView;
  latest: BudgetView;
  onReload: (budget: BudgetView) => void;
}

function Editor({ base, latest, onReload }: EditorProps) {
  const { mutate, isPending, error } = useSaveBudget();
  const [texts, setTexts] = useState({ dailyUsd: written(base.dailyUsd), monthlyUsd: written(base.monthlyUsd) });
  const stale = latest.version !== base.version;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const caps = { dailyUsd: read(texts.dailyUsd), monthlyUsd: read(texts.monthlyUsd) };
    mutate(
      { version: base.version, caps },
      {
        onSuccess: ({ budget }) => {
          toast.success(`Saved as version ${budget.version}.`);
          onReload(budget);
        },
      },
    );
  };
  return (
    <form method="post" aria-label="Caps of the organisation" onSubmit={save} className="flex flex-col gap-3">
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
                value={texts[name]}
                onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {stale && <StaleNotice version={latest.version} author={latest.savedBy} onReload={() => onReload(latest)} />}
      {error && !problem?.errors?.length && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button type="submit" look="primary" className="self-start" disabled={isPending || stale}>
        Save caps
      </Button>
    </form>
  );
}
