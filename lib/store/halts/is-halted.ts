import { sql, type Transaction } from '@/lib/domain/sql';

/** Asks the kill switch and keeps it from changing until this transaction ends. */
export async function isHalted(transaction: Transaction, agent: string, tool: string): Promise<boolean> {
  const [row] = await transaction.query<{ halted: boolean }>(
    sql`select halted_at_dispatch(${agent}, ${tool}) as halted`,
  );
  return row?.halted ?? true;
}
