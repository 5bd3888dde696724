import { beforeAll } from 'vitest';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type Refusal } from '@/lib/domain/tool';
import { checkCall } from '@/lib/gate/check-call';
import type { Database } from '@/lib/store/database';
import { makeStoreData } from '../../prisma/seed/store-data';
import { contextFor, openTestStore, retailTool, rolledBack } from './retail-store';

/** The demo's store in the test file's database. What a test writes through it is gone after the test. */
export function useDemoStore() {
  let database: Database;
  beforeAll(async () => {
    database = await openTestStore();
    await database.transaction((transaction) => loadStore(transaction, makeStoreData()));
  });
  return {
    withTools: <Result>(work: (tools: StoreTools) => Promise<Result>, customerId: string | null = null) =>
      rolledBack(database, (transaction) => work(storeTools(transaction, customerId))),
  };
}

/** The retail agent's tools as the engine calls them, for one requester in one transaction. */
export interface StoreTools {
  transaction: Transaction;
  execute(name: string, args: JsonObject): Promise<Json>;
  /** Why the gate refuses the call. */
  refusal(name: string, args: JsonObject): Promise<Refusal | null>;
  summary(name: string, args: JsonObject): Promise<string>;
  /** The touched records before and after the call. */
  preview(name: string, args: JsonObject): Promise<{ before: JsonObject; after: JsonObject }>;
  /** Undoes an execution that went from `before` to `after`. */
  revert(name: string, execution: { args: JsonObject; before: JsonObject; after: JsonObject }): Promise<Json>;
}

function storeTools(transaction: Transaction, customerId: string | null): StoreTools {
  const context = contextFor(transaction, customerId);
  const writing = (name: string) => {
    const tool = retailTool(name);
    if (!isWriteTool(tool)) throw new Error(`${name} only reads.`);
    return tool;
  };
  return {
    transaction,
    execute: (name, args) => retailTool(name).execute(args, context),
    async refusal(name, args) {
      const checked = await checkCall(retailTool(name), JSON.stringify(args), context);
      return checked.ok ? null : checked.refusal;
    },
    summary: (name, args) => writing(name).summary(args, context),
    async preview(name, args) {
      const tool = writing(name);
      if (tool.delivery !== 'transactional') return tool.preview(args, context);
      const before = await tool.target(args, context);
      await tool.execute(args, context);
      return { before, after: await tool.target(args, context) };
    },
    async revert(name, execution) {
      const { revert } = writing(name);
      if (!revert) throw new Error(`${name} has no revert.`);
      return revert(execution, context);
    },
  };
}
