import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import { orderNotFound, productNotFound, userNotFound } from '../tool-parts/refusals';
import type { Order, Product, StoreUser } from './records';

/** The store's records by id. Each throws ToolError when there is none. */
export interface StoreReader {
  order(orderId: string): Promise<Order>;
  user(userId: string): Promise<StoreUser>;
  product(productId: string): Promise<Product>;
}

/** Reads records as they are now. */
export function readStore(transaction: Transaction): StoreReader {
  return {
    order: async (orderId) => (await findOrder(transaction, orderId)) ?? refuse(orderNotFound()),
    user: async (userId) => (await findUser(transaction, userId)) ?? refuse(userNotFound()),
    product: async (productId) => (await findProduct(transaction, productId)) ?? refuse(productNotFound()),
  };
}

/**
 * Reads records for changing them: nobody else changes them before the transaction ends. An order's customer is locked
 * before the order, so that two writes for one customer queue up rather than deadlock.
 */
export function lockStore(transaction: Transaction): StoreReader {
  return {
    ...readStore(transaction),
    async order(orderId) {
      await transaction.query(sql`select 1 from store.users
        where user_id = (select user_id from store.orders where order_id = ${orderId}) for update`);
      const found = await firstDocument<Order>(
        transaction,
        sql`select document from store.orders where order_id = ${orderId} for update`,
      );
      return found ?? refuse(orderNotFound());
    },
    async user(userId) {
      const found = await firstDocument<StoreUser>(
        transaction,
        sql`select document from store.users where user_id = ${userId} for update`,
      );
      return found ?? refuse(userNotFound());
    },
  };
}

export function findOrder(transaction: Transaction, orderId: string): Promise<Order | undefined> {
  return firstDocument(transaction, sql`select document from store.orders where order_id = ${orderId}`);
}

function findUser(transaction: Transaction, userId: string): Promise<StoreUser | undefined> {
  return firstDocument(transaction, sql`select document from store.users where user_id = ${userId}`);
}

function findProduct(transaction: Transaction, productId: string): Promise<Product | undefined> {
  return firstDocument(transaction, sql`select document from store.products where product_id = ${productId}`);
}

async function firstDocument<Document>(
  transaction: Transaction,
  statement: SqlStatement,
): Promise<Document | undefined> {
  const [row] = await transaction.query<{ document: Document }>(statement);
  return row?.document;
}

function refuse(refusal: ConstructorParameters<typeof ToolError>[0]): never {
  throw new ToolError(refusal);
}
