import { sql, type Transaction } from '@/lib/domain/sql';

/** Gives back what a call had kept, with the transaction that books what it cost. */
export async function releaseSpend(transaction: Transaction, reservationId: string): Promise<void> {
  await transaction.send(sql`delete from spend_reservation where id = ${reservationId}`);
}
