import { sql, type Transaction } from '@/lib/domain/sql';

/** Closes what waited for a person; false when it was closed already. */
export async function closeInboxItem(
  transaction: Transaction,
  id: string,
  outcome: string,
  closedBy: string | null,
): Promise<boolean> {
  const rows = await transaction.query(sql`
    update inbox_item set status = 'closed', outcome = ${outcome}, closed_by = ${closedBy}, closed_at = now()
    where id = ${id} and status = 'pending'
    returning id`);
  return rows.length > 0;
}
