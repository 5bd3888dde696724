import { systemActor } from '@/lib/domain/audit';
import { appendAudit, subjectOf } from '@/lib/store/audit/append-audit';
import type { Database } from '@/lib/store/database';
import { askGroupToo, findEscalationsDue } from '@/lib/store/proposals/ask-group-too';
import { lockProposal } from '@/lib/store/proposals/lock-proposal';

const BATCH = 100;

/**
 * Lets the next group decide on proposals that nobody decided on in time, by the database's clock. Nothing is approved by
 * it, and whoever could decide before still can.
 */
export async function escalateProposals(database: Database): Promise<void> {
  for (const id of await findEscalationsDue(database, BATCH)) {
    await database.transaction(async (transaction) => {
      const locked = await lockProposal(transaction, id);
      if (locked?.proposal.status !== 'pending' || locked.proposal.expired) return;
      const group = await askGroupToo(transaction, id);
      if (group === null) return;
      await appendAudit(transaction, {
        action: 'proposal.escalated',
        actor: systemActor('clock'),
        subject: subjectOf(locked.proposal, { group }),
        proposalVersion: locked.proposal.version,
      });
    });
  }
}
