import { sql, type Transaction } from '@/lib/domain/sql';
import type { JsonObject } from '@/lib/domain/json';

/** The whole store, keyed by id; fields of a record that the tools do not know are kept. */
export interface StoreDocuments {
  orders: Record<string, JsonObject>;
  products: Record<string, JsonObject>;
  users: Record<string, JsonObject>;
}

/** Replaces everything in the store. An order must name its `user_id`, a user its `email`. */
export async function loadStore(transaction: Transaction, { orders, products, users }: StoreDocuments): Promise<void> {
  await transaction.query(sql`truncate store.orders, store.products, store.users`);
  await transaction.query(sql`insert into public.record_change (collection) values ('*')`);
  // Numbers travel as JSON text, so that doubles arrive as they were written.
  await transaction.query(sql`insert into store.orders (order_id, user_id, document)
    select key, document ->> 'user_id', document from unnest(${keysOf(orders)}::text[], ${textsOf(orders)}::json[]) as row (key, document)`);
  await transaction.query(sql`insert into store.products (product_id, document)
    select key, document from unnest(${keysOf(products)}::text[], ${textsOf(products)}::json[]) as row (key, document)`);
  await transaction.query(sql`insert into store.users (user_id, email, document)
    select key, document ->> 'email', document from unnest(${keysOf(users)}::text[], ${textsOf(users)}::json[]) as row (key, document)`);
}

const keysOf = (records: Record<string, JsonObject>) => Object.keys(records);
const textsOf = (records: Record<string, JsonObject>) => Object.values(records).map((record) => JSON.stringify(record));
