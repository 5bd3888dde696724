import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadStore, type StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { jsonObject } from '@/lib/domain/json';
import { openDatabase } from '@/lib/store/database';
import { PlainError } from '../plain-error';
import { runCommand } from '../run-command';

const usage =
  'npm run store:load -- FILE takes a JSON file {"orders": {…}, "products": {…}, "users": {…}}, each keyed by id.';

/** What the store's own columns need of a record; everything else is kept as it is. */
const storeFile = z.strictObject({
  orders: z.record(z.string(), jsonObject.and(z.looseObject({ user_id: z.string() }))),
  products: z.record(z.string(), jsonObject),
  users: z.record(z.string(), jsonObject.and(z.looseObject({ email: z.string() }))),
});

await runCommand(async ({ databaseUrl, argv }) => {
  const [file] = argv;
  if (file === undefined) throw new PlainError(`Name the file to load: ${usage}`);
  const documents = await readStoreFile(file);
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    await database.transaction((transaction) => loadStore(transaction, documents));
  } finally {
    await database.close();
  }
  const count = (records: object) => Object.keys(records).length;
  const { orders, products, users } = documents;
  console.log(`The store now holds ${count(orders)} orders, ${count(products)} products and ${count(users)} users.`);
});

async function readStoreFile(file: string): Promise<StoreDocuments> {
  const parsed = storeFile.safeParse(await readJson(file));
  if (parsed.success) return parsed.data as StoreDocuments;
  const [issue] = parsed.error.issues;
  throw new PlainError(
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a store'}. Nothing was loaded. ${usage}`,
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new PlainError(`Cannot read ${file}: ${(error as Error).message}. Nothing was loaded. ${usage}`);
  }
}
