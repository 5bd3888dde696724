import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { PlainError } from '../plain-error';
import { ensureRunning, readPassword, stopRunning, SUPERUSER, type ServerSettings } from './cluster';
import { withLock } from './directory-lock';
import { addHolder, removeHolder } from './holders';

export interface OpenDatabase {
  url: string;
  /** Gives the database up. The last process to do so stops an embedded server. */
  release(): Promise<void>;
}

export interface DatabaseLocation {
  dataDir: string;
  databaseUrl: string | undefined;
  settings?: ServerSettings;
}

const DATABASE = 'countersign';

/** Opens the configured database; without a DATABASE_URL, the embedded one that all processes of a data directory share. */
export async function openDatabase({ dataDir, databaseUrl, settings = {} }: DatabaseLocation): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return openExternal(databaseUrl);
  await makeDataDirectory(dataDir);
  const lock = join(dataDir, 'lock');
  const holders = join(dataDir, 'holders');
  const url = await withLock(lock, async () => {
    await addHolder(holders);
    try {
      const { port } = await ensureRunning(dataDir, settings);
      const server = `postgres://${SUPERUSER}:${await readPassword(dataDir)}@127.0.0.1:${port}`;
      await createDatabase(server);
      return `${server}/${DATABASE}`;
    } catch (error) {
      await removeHolder(holders);
      throw error;
    }
  });
  let released: Promise<void> | undefined;
  const release = () =>
    withLock(lock, async () => {
      if (!(await removeHolder(holders)).others) await stopRunning(dataDir);
    });
  return { url, release: () => (released ??= release()) };
}

async function openExternal(url: string): Promise<OpenDatabase> {
  await withClient(url, (client) => client.query('select 1'));
  return { url, release: () => Promise.resolve() };
}

/** Root's server runs as somebody else, who must be able to pass through; what is inside has modes of its own. */
async function makeDataDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    throw new PlainError(
      `Cannot make the data directory ${dataDir} (${(error as Error).message}). Set DATA_DIR to a folder you can write.`,
    );
  }
}

async function createDatabase(server: string): Promise<void> {
  await withClient(`${server}/postgres`, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
}

/** Runs `work` on one connection of its own. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new PlainError(
      `Cannot connect to PostgreSQL at ${host}${pathname}: ${reasonOf(error)}. Check DATABASE_URL and that the server runs.`,
    );
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Node reports one error an address it tried, with an empty message of its own. */
function reasonOf(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(reasonOf).join(', ') : (error as Error).message;
}
