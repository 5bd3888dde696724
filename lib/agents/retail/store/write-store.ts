import { sql, type Transaction } from '@/lib/domain/sql';
import type { Order, StoreUser } from './records';

/** Replaces an order's document. */
export async function writeOrder(transaction: Transaction, order: Order): Promise<void> {
  await transaction.query(
    sql`update store.orders set document = ${JSON.stringify(order)} where order_id = ${order.order_id}`,
  );
}

/** Replaces a customer's document; the id is given because the document need not carry it. */
export async function writeUser(transaction: Transaction, userId: string, user: StoreUser): Promise<void> {
  await transaction.query(
    sql`update store.users set document = ${JSON.stringify(user)}, email = ${user.email} where user_id = ${userId}`,
  );
}
