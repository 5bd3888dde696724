import { systemActor } from '@/lib/domain/audit';
import type { Confidence } from '@/lib/domain/confidence';
import type { EscalationReason } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Claim, EngineStore, NewModelCall } from '@/lib/engine/ports';
import { escalationSentence } from '@/lib/engine/escalation-sentence';
import { sendMessage } from '../conversations/append-message';
import { withdrawOpenCalls } from '../proposals/withdraw-open-calls';
import { insertModelCalls } from '../steps/insert-model-calls';
import { appendEvents } from './append-events';
import { lockClaim } from './lock-claim';

interface Ending {
  status: 'succeeded' | 'escalated';
  reason: EscalationReason | null;
  detail: string | null;
  reply: string;
  confidence?: Confidence | undefined;
}

/** Ends a run with its final answer. */
export async function finishRun(
  transaction: Transaction,
  claim: Claim,
  activeMs: number,
  { reply, confidence }: Pick<Ending, 'reply' | 'confidence'>,
) {
  await lockClaim(transaction, claim, activeMs);
  await endRun(transaction, claim.runId, { status: 'succeeded', reason: null, detail: null, reply, confidence });
}

/**
 * Hands a run to people: the customer reads a sentence, the inbox gets an item with the run's id. Writes of its last
 * turn that still wait are withdrawn, because nothing approved after the run's end could ever run.
 */
export async function escalateRun(
  transaction: Transaction,
  claim: Claim,
  activeMs: number,
  stop: Parameters<EngineStore['escalate']>[2],
  failed: readonly NewModelCall[] = [],
) {
  await lockClaim(transaction, claim, activeMs);
  await insertModelCalls(transaction, claim.runId, failed);
  const why = 'The run stopped before this was sent.';
  if (!(await withdrawOpenCalls(transaction, claim.runId, why, systemActor('engine')))) {
    throw new Error(`Run ${claim.runId} can't end while a call of it is being sent.`);
  }
  const { reason, detail, reply = escalationSentence(reason), confidence } = stop;
  await endRun(transaction, claim.runId, { status: 'escalated', reason, detail, reply, confidence });
  await transaction.query(sql`
    insert into inbox_item (id, kind, status, title, agent, run_id, requester_id)
    select id, 'escalation', 'pending', left(${stop.detail}, 300), agent, id, user_id from run where id = ${claim.runId}
    on conflict (id) do update set kind = 'escalation', status = 'pending', title = excluded.title, closed_at = null,
                                   closed_by = null, outcome = null`);
}

async function endRun(transaction: Transaction, runId: string, ending: Ending): Promise<void> {
  const confidence = ending.confidence === undefined ? null : JSON.stringify(ending.confidence);
  await transaction.send(sql`
    update run
    set status = ${ending.status}::run_status, reason = ${ending.reason}, reason_detail = ${ending.detail},
        reply = ${ending.reply}, confidence = coalesce(${confidence}::json, confidence), finished_at = now(), lease_owner = null, lease_until = null
    where id = ${runId}`);
  const reason = ending.reason === null ? {} : { reason: ending.reason };
  const conversationId = sql`(select conversation_id from run where id = ${runId})`;
  await sendMessage(transaction, { conversationId, role: 'agent', text: ending.reply, runId });
  await appendEvents(transaction, runId, [
    { type: 'run.status', data: { status: ending.status, ...reason } },
    { type: 'run.finished', data: { status: ending.status, reply: ending.reply, ...reason } },
  ]);
}
