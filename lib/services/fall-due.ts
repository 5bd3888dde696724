import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import { escalationsDue } from '@/lib/store/proposals/ask-group-too';
import { runsDue } from '@/lib/store/runs/claim-runs';
import { parkPoison, poisonDue } from '@/lib/store/runs/park-poison';
import { foldSpend, spendDue } from '@/lib/store/spend/fold-spend';
import type { Application } from './application';
import { abandonReverts, revertsDue } from './executions/abandon-reverts';
import { expireReports, reportsDue } from './outside/expire-reports';
import { escalateProposals } from './proposals/escalate-proposals';
import { expireProposals, proposalsDue } from './proposals/expire-proposals';

/** What falls due with time alone: the statement that finds it, and what is done about it. */
const duties = [
  { due: proposalsDue, settle: expireProposals },
  { due: escalationsDue, settle: ({ database }: Application) => escalateProposals(database) },
  { due: reportsDue, settle: expireReports },
  { due: revertsDue, settle: abandonReverts },
  { due: poisonDue, settle: ({ database }: Application) => parkPoison(database) },
  { due: spendDue, settle: ({ database }: Application) => foldSpend(database) },
];
const anyDue = duties.reduce((any, { due }) => sql`${any} or exists (${due})`, sql`false`);

/** Whether a run may be claimed, and whether anything fell due, in one statement: all that an idle worker asks. */
export async function lookForWork(database: Database): Promise<{ runs: boolean; expired: boolean }> {
  const [found] = await database.query<{ runs: boolean; expired: boolean }>(
    sql`select exists (${runsDue}) as runs, ${anyDue} as expired`,
  );
  return found ?? { runs: false, expired: false };
}

/** Settles everything that fell due; another worker may do the same at the same time. */
export async function settleWhatIsDue(app: Application): Promise<void> {
  for (const { settle } of duties) await settle(app);
}
