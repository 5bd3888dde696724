import type { HaltTarget } from '@/lib/domain/halt';
import { sql, type Transaction } from '@/lib/domain/sql';

/** Waits for every dispatch that is being recorded, and keeps others away until this transaction ends. */
export async function lockHalts(transaction: Transaction): Promise<void> {
  await transaction.query(sql`select pg_advisory_xact_lock(halt_lock())`);
}

/** Puts a halt in force; false when it is already. Call lockHalts before. */
export async function insertHalt(
  transaction: Transaction,
  { scope, name }: HaltTarget,
  cause: { reason: string | null; haltedBy: string | null },
): Promise<boolean> {
  const rows = await transaction.query(sql`
    insert into halt (scope, name, reason, halted_by)
    values (${scope}::halt_scope, ${name}, ${cause.reason}, ${cause.haltedBy})
    on conflict do nothing returning scope`);
  return rows.length > 0;
}

/**
 * Ends a halt and wakes the runs that were set aside; false when there was none. Call lockHalts before. A run that
 * somebody else holds at this moment is skipped: whoever holds it asks the switch after us.
 */
export async function deleteHalt(transaction: Transaction, { scope, name }: HaltTarget): Promise<boolean> {
  const rows = await transaction.query(sql`
    delete from halt where scope = ${scope}::halt_scope and name = ${name} returning scope`);
  if (rows.length === 0) return false;
  await transaction.query(sql`
    update run set run_at = now() where id in (
      select run.id from run
      where status = 'queued' and run_at > now() and exists (
        select from execution where execution.run_id = run.id and execution.status in ('ready', 'claimed'))
      for update skip locked)`);
  transaction.notify('run_queued', '');
  return true;
}
