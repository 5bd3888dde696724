import { sql, type Transaction } from '@/lib/domain/sql';

/** Adds a text for the model that follows the results of this step. */
export async function addNote(transaction: Transaction, runId: string, step: number, note: string): Promise<void> {
  await transaction.query(sql`
    update step set notes = array_append(notes, ${note}) where run_id = ${runId} and index = ${step}`);
}
