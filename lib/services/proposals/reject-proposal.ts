import { auditActor } from '@/lib/audit/audit-actor';
import { rejectionText } from '@/lib/domain/rejection';
import { asSentence } from '@/lib/domain/sentence';
import { sql } from '@/lib/domain/sql';
import { settleProposal } from '@/lib/store/proposals/settle-proposal';
import type { Deciding } from './deciding';
import { previewGroup } from './group-chain';
import { refreshLaterSiblings } from './refresh-proposal';

/**
 * Ends a proposal without running it. A rejection's reason, or a response's message, is what the model gets in place
 * of a result; later writes of the turn are drawn again without this one.
 */
export async function rejectProposal(deciding: Deciding): Promise<void> {
  const { app, transaction, group, actor, input, decisionId } = deciding;
  const { proposal } = group;
  const verdict = input.verdict === 'respond' ? 'respond' : 'reject';
  const codes = [...new Set(input.reasonCodes)];
  const words = verdict === 'respond' ? (input.message ?? '') : rejectionText(codes, input.reason);
  await transaction.query(sql`
    insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash, reason, reason_codes, message,
                          visible_ms)
    values (${decisionId}, ${proposal.id}, ${proposal.version}, ${verdict}::decision_verdict, ${actor.userId},
            ${proposal.viewHash}, ${verdict === 'reject' ? words : null}, ${codes}, ${input.message ?? null},
            ${input.visibleMs ?? null})
    on conflict (proposal_id, proposal_version, actor_id) do update
      set id = excluded.id, verdict = excluded.verdict, reason = excluded.reason, reason_codes = excluded.reason_codes,
          message = excluded.message, visible_ms = excluded.visible_ms, decided_at = now()`);
  await settleProposal(transaction, proposal, {
    status: 'rejected',
    call: verdict === 'respond' ? responded(words) : rejected(words),
    actor: auditActor(actor),
    by: { id: actor.userId, name: actor.name, verdict, words },
  });
  const rest = { ...group, open: group.open.filter((sibling) => sibling.id !== proposal.id) };
  await refreshLaterSiblings(app, transaction, rest, proposal.position, await previewGroup(app, transaction, rest));
}

function rejected(reason: string) {
  return { status: 'rejected' as const, error: `Rejected by a reviewer: ${asSentence(reason)} Nothing was changed.` };
}

function responded(message: string) {
  return {
    status: 'responded' as const,
    error: `A reviewer answered instead of running this: ${asSentence(message)} Nothing was changed.`,
  };
}
