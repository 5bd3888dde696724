import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';

/** Closes what may still wait for a person. */
export async function closeInboxItem(
  transaction: Transaction,
  id: string,
  outcome: string,
  closedBy: string | null,
): Promise<void> {
  await transaction.send(closing(id, outcome, closedBy));
}

/** Closes what waits for a person; false when it was closed already. */
export async function closeWaitingItem(
  transaction: Transaction,
  id: string,
  outcome: string,
  closedBy: string,
): Promise<boolean> {
  const rows = await transaction.query(sql`${closing(id, outcome, closedBy)} returning id`);
  return rows.length > 0;
}

function closing(id: string, outcome: string, closedBy: string | null): SqlStatement {
  return sql`
    update inbox_item set status = 'closed', outcome = ${outcome}, closed_by = ${closedBy}, closed_at = now()
    where id = ${id} and status = 'pending'`;
}
