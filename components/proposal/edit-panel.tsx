'use client';

import { useState } from 'react';
import { SchemaForm } from '@/components/form/schema-form';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api/client/request';
import { usePreview } from '@/lib/api/client/use-proposal';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { isConfirmed } from '@/lib/domain/confirmation';
import type { FieldError } from '@/lib/domain/errors';
import { ApproveButton } from './approve-button';
import { Panel } from './panel';
import { EffectSection, effectTitle } from './proposal-body';
import { Section } from './section';
import type { Decide } from './use-decision';
import { TypedConfirmation } from './typed-confirmation';
import { useDebounced } from '@/components/ui/use-debounced';

const TYPING_MS = 300;

interface EditPanelProps {
  proposal: ProposalView;
  decide: Decide;
  busy: boolean;
  /** Why the server refused the edit that was sent. */
  refusal: Error | null;
  onClose: () => void;
}

/** The arguments as a form; what they would do is drawn anew as one types, and that view is what the edit approves. */
export default function EditPanel({ proposal, decide, busy, refusal, onClose }: EditPanelProps) {
  const [args, setArgs] = useState(proposal.args);
  const changed = JSON.stringify(args) !== JSON.stringify(proposal.args);
  const asked = useDebounced(args, TYPING_MS);
  // While the decision is on its way there is nothing left to draw, and soon nothing left to ask about.
  const preview = usePreview(proposal.id, changed && !busy ? asked : undefined);
  const current = changed && asked === args && !preview.isFetching;
  const fault = current ? (preview.error ?? refusal) : null;
  const ready = current && preview.isSuccess;
  const shown = changed && preview.data ? preview.data : { ...proposal, viewHash: undefined };

  const confirmation = changed ? preview.data?.confirmation : undefined;
  const [typed, setTyped] = useState('');
  const confirmed = confirmation === undefined || isConfirmed(confirmation, typed);

  const approve = () => {
    if (!ready || !confirmed) return;
    const answer = { args, editedViewHash: preview.data.viewHash, ...(confirmation ? { typed } : {}) };
    decide({ verdict: 'edit', ...answer }, onClose);
  };
  return (
    <Panel label="Edit" onSubmit={() => undefined} onCancel={onClose}>
      <Section title={`Edit the arguments of ${proposal.tool}`}>
        <SchemaForm schema={proposal.argsSchema} value={args} onChange={setArgs} errors={argumentErrors(fault)} />
      </Section>
      {fault && argumentErrors(fault).length === 0 && <ErrorNotice error={fault} what="This edit is not possible." />}
      <div aria-busy={changed && !current}>
        <EffectSection
          args={changed && preview.data ? asked : proposal.args}
          preview={shown.preview}
          as={effectTitle(proposal, changed)}
        />
      </div>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-2 border-t bg-raised px-4 py-3 md:-mx-6 md:px-6">
        {confirmation && (
          <div className="w-full">
            <TypedConfirmation confirmation={confirmation} typed={typed} onTyped={setTyped} />
          </div>
        )}
        <ApproveButton
          label={`Approve with edits: ${shown.summary}`}
          confirm={proposal.reversibility === 'irreversible'}
          busy={busy}
          disabled={!ready || !confirmed}
          onApprove={approve}
        />
        <Button onClick={onClose}>Cancel edit</Button>
        <p role="status" className="text-meta text-quiet max-md:w-full">
          {!changed && 'Change something first.'}
          {changed && !current && 'Drawing what this would do…'}
          {fault && 'Mend what is marked; nothing was sent.'}
        </p>
      </div>
    </Panel>
  );
}

/** The wrong fields of a refused body, as pointers into the arguments. */
function argumentErrors(error: Error | null): FieldError[] {
  if (!(error instanceof ApiError)) return [];
  const fields = error.problem.errors ?? [];
  return fields.map(({ pointer, message }) => ({ pointer: pointer.replace(/^\/args/, ''), message }));
}
