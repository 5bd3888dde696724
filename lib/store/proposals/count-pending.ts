import { sql, type Transaction } from '@/lib/domain/sql';

/** Proposals of this run that wait now, and proposals to people that this user's runs made within the hour. */
export async function countPending(
  transaction: Transaction,
  runId: string,
  userId: string,
): Promise<{ run: number; userHour: number }> {
  const [row] = await transaction.query<{ run: number; userHour: number }>(sql`
    select (select count(*) from proposal where run_id = ${runId} and status = 'pending') as run,
           (select count(*) from proposal where requester_id = ${userId} and proposed_at > now() - interval '1 hour'
              and required_approvals > 0) as user_hour`);
  return row ?? { run: 0, userHour: 0 };
}
