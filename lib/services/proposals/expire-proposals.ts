import { systemActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import { lockProposal, type LockedGroup } from '@/lib/store/proposals/lock-proposal';
import { wakeRun } from '@/lib/store/runs/wake-run';
import { settleProposal } from '@/lib/store/proposals/settle-proposal';
import type { Application } from '../application';
import { previewGroup } from './group-chain';
import { refreshLaterSiblings } from './refresh-proposal';

const BATCH = 100;

/** Those whose time to decide is over, by the database's clock. */
export const proposalsDue = sql`select id from proposal where status = 'pending' and expires_at <= now()`;

/** Expires pending proposals whose time to decide is over, by the database's clock. Nothing of them ever runs. */
export async function expireProposals(app: Application): Promise<void> {
  const due = await app.database.query<{ id: string }>(sql`${proposalsDue} order by expires_at limit ${BATCH}`);
  for (const { id } of due) {
    await app.database.transaction(async (transaction) => {
      const group = await lockProposal(transaction, id);
      if (group?.proposal.status === 'pending' && group.proposal.expired) await expireLocked(app, transaction, group);
    });
  }
}

/** Expires a locked pending proposal and lets its run go on. */
export async function expireLocked(app: Application, transaction: Transaction, group: LockedGroup): Promise<void> {
  const { proposal } = group;
  const error = 'Nobody decided in time, so this expired. Nothing was changed.';
  const call = { status: 'expired' as const, error };
  await settleProposal(transaction, proposal, { status: 'expired', call, actor: systemActor('clock') });
  const rest = { ...group, open: group.open.filter((sibling) => sibling.id !== proposal.id) };
  await refreshLaterSiblings(app, transaction, rest, proposal.position, await previewGroup(app, transaction, rest));
  await wakeRun(transaction, proposal.runId);
}
