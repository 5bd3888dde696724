import type { RevertView } from '@/lib/api/contract/revert';
import type { Revert } from '@/lib/store/executions/find-reverts';

/** An undoing as every view shows it. */
export function revertViewOf({ id, status, actorId, actorName, createdAt, settledAt, error }: Revert): RevertView {
  return {
    id,
    status,
    actor: { id: actorId, name: actorName },
    at: (settledAt ?? createdAt).toISOString(),
    error: error ?? undefined,
  };
}
