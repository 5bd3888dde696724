import canonicalize from 'canonicalize';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { JsonObject } from '@/lib/domain/json';
import type { StoreDocuments } from './load-store';

interface Row {
  id: string;
  document: JsonObject;
}

/** The whole store in the shape `loadStore` takes, as one line of RFC 8785 canonical JSON. */
export async function dumpStore(transaction: Transaction): Promise<string> {
  const orders = await transaction.query<Row>(sql`select order_id as id, document from store.orders`);
  const products = await transaction.query<Row>(sql`select product_id as id, document from store.products`);
  const users = await transaction.query<Row>(sql`select user_id as id, document from store.users`);
  const documents: StoreDocuments = { orders: byId(orders), products: byId(products), users: byId(users) };
  const text = canonicalize(documents);
  if (text === undefined) throw new Error('The store holds nothing JSON can say.');
  return text;
}

function byId(rows: Row[]): Record<string, JsonObject> {
  return Object.fromEntries(rows.map(({ id, document }) => [id, document]));
}
