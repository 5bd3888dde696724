import type { BudgetView } from '@/lib/api/contract/cost';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import type { BudgetCaps } from '@/lib/domain/spend';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { lockVersion } from '@/lib/store/policies/lock-version';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { getBudget, readBudget } from './get-budget';

/**
 * Saves the organisation's caps as their next version; they hold for the next model call of every run. `ifMatch` is the
 * version they were made from: when another was saved meanwhile, nothing is stored and a 409 `stale_version` carries the
 * one in force.
 */
export async function saveBudget(
  app: Application,
  actor: Actor,
  ifMatch: number,
  { dailyUsd, monthlyUsd }: BudgetCaps,
): Promise<BudgetView> {
  const saved = await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, 'budget');
    if ((await readBudget(transaction)).version !== ifMatch) return false;
    const version = ifMatch + 1;
    await transaction.query(sql`
      insert into budget (version, daily_usd, monthly_usd, saved_by)
      values (${version}, ${dailyUsd}, ${monthlyUsd}, ${actor.userId})`);
    const subject = { version: String(version), dailyUsd: String(dailyUsd), monthlyUsd: String(monthlyUsd) };
    await appendAudit(transaction, { action: 'budget.saved', actor: auditActor(actor), subject });
    return true;
  });
  const budget = await getBudget(app);
  if (saved) return budget;
  const message = `Version ${budget.version} was saved meanwhile. Look at it and save again. Nothing was saved.`;
  throw new CountersignError('stale_version', message, { body: { budget } });
}
