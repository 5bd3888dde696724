'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { withMarks } from '@/components/diff/hidden-characters';
import { Panel } from '@/components/proposal/panel';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { useReconcile } from '@/lib/api/client/use-outcome';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { ClosedNotice } from './closed-notice';
import { ItemHeading } from './item-heading';

const WHY =
  'It was sent, but no answer came back, so it may have happened or not. It is never sent again by itself. Look into the system it writes to, then say here what you found.';
const WHY_OUTSIDE =
  'An outside agent was told to go ahead, and either does not know what came of it or reported nothing in time, so it may have happened or not. Look into the system it writes to, then say here what you found.';
const outcomes = { happened: 'found that it happened', 'did not happen': 'found that it did not happen' };

/** An effect nobody knows the outcome of: a person looks and says. */
export default function UnknownOutcome({ item }: { item: InboxItem }) {
  return (
    <article aria-label={withMarks(item.title)} className="flex flex-col gap-4 pb-6">
      <ItemHeading item={item} why={item.runId === null ? WHY_OUTSIDE : WHY} />
      {item.status === 'closed' ? <ClosedNotice item={item} words={outcomes} /> : <ReconcilePanel id={item.id} />}
    </article>
  );
}

function ReconcilePanel({ id }: { id: string }) {
  const { mutate, isPending, error } = useReconcile(id);
  const [evidence, setEvidence] = useState('');
  const words = evidence.trim();
  const ready = words !== '' && !isPending;
  const settle = (happened: boolean) =>
    mutate({ happened, evidence: words }, { onSuccess: () => toast.success('The outcome is recorded.') });
  return (
    <Panel label="Outcome" onSubmit={() => undefined} onCancel={() => setEvidence('')}>
      <Field label="How you know" hint="Such as a reference you found in the other system. Kept with the record.">
        {(control) => <TextArea {...control} value={evidence} onChange={(event) => setEvidence(event.target.value)} />}
      </Field>
      {error && <ErrorNotice error={error} what="The outcome was not recorded." writes />}
      <div className="flex flex-wrap gap-2">
        <Button disabled={!ready} onClick={() => settle(true)}>
          It happened
        </Button>
        <Button disabled={!ready} onClick={() => settle(false)}>
          It did not happen
        </Button>
      </div>
    </Panel>
  );
}
