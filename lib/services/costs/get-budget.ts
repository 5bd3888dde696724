import type { BudgetView } from '@/lib/api/contract/cost';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Application } from '../application';

/** The organisation's caps as they hold now. */
export function getBudget({ database }: Application): Promise<BudgetView> {
  return readBudget(database.autocommit);
}

/** The same in a transaction that relies on it. */
export async function readBudget(transaction: Transaction): Promise<BudgetView> {
  const [row] = await transaction.query<Omit<BudgetView, 'savedAt'> & { savedAt: Date }>(sql`
    select version, daily_usd, monthly_usd, coalesce(name, saved_by) as saved_by, saved_at
    from budget left join app_user on app_user.id = saved_by order by version desc limit 1`);
  if (!row) return { version: 0, dailyUsd: null, monthlyUsd: null };
  return { ...row, savedAt: row.savedAt.toISOString() };
}
