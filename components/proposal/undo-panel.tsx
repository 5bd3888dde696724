'use client';

import { Undo2 } from 'lucide-react';
import { RecordDiff } from '@/components/diff/record-diff';
import { VisibleText } from '@/components/diff/visible-text';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Clock, While } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/api/client/request';
import { useRevert } from '@/lib/api/client/use-revert';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { Change } from '@/lib/domain/proposal';

interface UndoPanelProps {
  proposal: ProposalView;
  /** The key `u` undoes this one. */
  keys: boolean;
}

/** Undoes what ran, while that is possible; says what is in the way when it is not. */
export function UndoPanel({ proposal: { id, execution }, keys }: UndoPanelProps) {
  const revert = useRevert(id);
  const until = execution?.undoableUntil;
  const undo = () => {
    if (!execution || !until || revert.isPending) return;
    revert.mutate({ executionId: execution.id });
  };
  useShortcuts({
    u:
      keys && until !== undefined
        ? (event) => {
            // The notice after the approval has the same key: one press undoes one thing.
            event.preventDefault();
            undo();
          }
        : undefined,
  });
  return (
    <>
      {revert.error && <NotUndone error={revert.error} />}
      {until && (
        <While until={until}>
          <p className="flex items-center gap-2 text-small text-quiet">
            <Button size="small" onClick={undo} disabled={revert.isPending}>
              <Undo2 aria-hidden />
              Undo
              {keys && <Key>u</Key>}
            </Button>
            <span>
              until <Clock at={until} />
            </span>
          </p>
        </While>
      )}
    </>
  );
}

/** Nothing was undone, for the record was changed after the effect, somebody was faster, or it is too late. */
function NotUndone({ error }: { error: Error }) {
  if (!(error instanceof ApiError) || error.problem.status !== 409) {
    return <ErrorNotice error={error} what="It could not be undone." writes />;
  }
  const changes = (error.problem['changes'] as Change[] | undefined) ?? [];
  return (
    <Notice tone="warning">
      <p>
        <strong className="font-medium">Your undo did not count.</strong> <VisibleText text={error.problem.detail} />
      </p>
      {changes.length > 0 && (
        <div className="mt-2 text-ink">
          <p className="mb-1 text-meta text-quiet">What changed after it ran</p>
          <RecordDiff preview={{ before: {}, after: {}, changes }} />
        </div>
      )}
    </Notice>
  );
}
