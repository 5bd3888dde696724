import type { Json, JsonObject } from '@/lib/domain/json';
import type { Transaction } from '@/lib/domain/sql';
import type { ExecutionContext, Tool } from '@/lib/domain/tool';
import { retailAgent } from '@/lib/agents/retail/agent';
import { openDatabase, type Database } from '@/lib/store/database';
import { createTestDatabase } from './test-database';
import { atEnd } from './at-end';

class RollBack extends Error {}

/** The test file's database, closed after its tests. */
export async function openTestStore(): Promise<Database> {
  const database = openDatabase((await createTestDatabase()).url, { maxConnections: 2 });
  atEnd(() => database.close());
  return database;
}

/** Runs `work` in a transaction that is rolled back, so that the next test finds the store as it was. */
export async function rolledBack<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return rolledBackIn((body) => database.transaction(body), work);
}

/** The same inside a transaction: what `work` wrote is gone, what was there before it stays. */
export async function undone(transaction: Transaction, work: () => Promise<void>): Promise<void> {
  await rolledBackIn((body) => transaction.savepoint(() => body(transaction)), work);
}

async function rolledBackIn<Result>(
  run: (body: (transaction: Transaction) => Promise<never>) => Promise<never>,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined;
  await run(async (transaction) => {
    result = { value: await work(transaction) };
    throw new RollBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RollBack)) throw error;
  });
  if (!result) throw new Error('The work gave no result.');
  return result.value;
}

/** What the engine hands a tool; a null customer is staff. */
export function contextFor(transaction: Transaction, customerId: string | null = null): ExecutionContext {
  return {
    transaction,
    requester: { userId: 'requester', customerId },
    agent: 'retail',
    runId: null,
    idempotencyKey: 'key',
    signal: new AbortController().signal,
    event: () => undefined,
  };
}

export function retailTool(name: string): Tool {
  const tool = retailAgent.tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`The retail agent has no tool ${name}.`);
  return tool;
}

/** Calls a tool as staff does, past the gate. */
export function callTool(name: string, args: JsonObject, transaction: Transaction): Promise<Json> {
  return retailTool(name).execute(args, contextFor(transaction));
}
