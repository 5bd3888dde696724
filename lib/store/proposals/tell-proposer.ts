import type { NewRunEvent } from '@/lib/domain/run-event';
import type { Transaction } from '@/lib/domain/sql';
import { queueCallback } from '../callbacks/queue-callback';
import { appendEvents } from '../runs/append-events';

type Decided = Extract<NewRunEvent, { type: 'proposal.decided' }>['data'];

interface Told {
  id: string;
  runId: string | null;
  callId: string | null;
}

/**
 * Lets whoever proposed know how a proposal stands now: its run by an event, an outside agent by a callback, if it asked
 * for one, as soon as the proposal waits no longer. Call it after the rows say so.
 */
export async function tellProposer(
  transaction: Transaction,
  { id, runId, callId }: Told,
  decided: Omit<Decided, 'proposalId' | 'callId'>,
): Promise<void> {
  if (runId !== null && callId !== null) {
    const data = { ...decided, proposalId: id, callId };
    await appendEvents(transaction, runId, [{ type: 'proposal.decided', data }]);
  } else if (decided.status !== 'pending') await queueCallback(transaction, id);
}
