import { sql, type Transaction } from '@/lib/domain/sql';

/** Books what tools cost outside the model against the run. */
export async function addCost(transaction: Transaction, runId: string, dollars: number): Promise<void> {
  if (dollars === 0) return;
  await transaction.send(sql`update run set cost_usd = cost_usd + ${dollars} where id = ${runId}`);
}
