import pg from 'pg';
import type { SqlStatement, Transaction } from '@/lib/domain/sql';

const INT8_TYPE = 20;
/** Ids and counters stay far below 2^53, so int8 may be a number. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_TYPE ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/**
 * The connection pool and the only way to write. `query` is one statement by itself; `transaction` commits when
 * `work` returns and rolls back when it throws.
 */
export interface Database {
  query<Row>(statement: SqlStatement): Promise<Row[]>;
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** A handle whose statements commit one by one. */
  autocommit: Transaction;
  pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * The longest a transaction may pause between two statements: more than any tool may take. A process that is frozen in
 * the middle of one would else hold its run's row, and nobody could take the run over.
 */
const LONGEST_PAUSE_MS = 45_000;

/** Opens a pool on a Postgres URL; nothing connects until the first query. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 20,
    idle_in_transaction_session_timeout: LONGEST_PAUSE_MS,
  });
  // A pool without a listener kills the process when the server ends an idle connection.
  pool.on('error', () => undefined);
  return {
    pool,
    query: (statement) => runStatement(pool, statement),
    transaction: (work) => inTransaction(pool, work),
    autocommit: autocommitOn(pool),
    close: () => pool.end(),
  };
}

function autocommitOn(pool: pg.Pool): Transaction {
  return {
    query: (statement) => runStatement(pool, statement),
    savepoint: (work) => work(),
    beforeCommit: async (statement) => void (await runStatement(pool, statement)),
    notify: (channel, payload) => void sendNotifications(pool, [{ channel, payload }]).catch(() => undefined),
  };
}

async function inTransaction<Result>(pool: pg.Pool, work: (transaction: Transaction) => Promise<Result>) {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A checked-out client emits its own connection errors; without a listener they kill the process.
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('begin');
    const { transaction, notifications, lastStatements } = joinable(client);
    const result = await work(transaction);
    for (const statement of lastStatements) await runStatement(client, statement);
    await client.query('commit');
    // Sent outside the transaction, because NOTIFY serialises commits; a lost one costs a poll and no more.
    if (notifications.length > 0) await sendNotifications(client, notifications).catch(() => undefined);
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

interface Notification {
  channel: string;
  payload: string;
}

interface Joinable {
  transaction: Transaction;
  notifications: Notification[];
  lastStatements: SqlStatement[];
}

function joinable(client: pg.PoolClient): Joinable {
  const notifications: Notification[] = [];
  const lastStatements: SqlStatement[] = [];
  let depth = 0;
  const transaction: Transaction = {
    query: (statement) => runStatement(client, statement),
    beforeCommit: async (statement) => void lastStatements.push(statement),
    notify: (channel, payload) => notifications.push({ channel, payload }),
    async savepoint(work) {
      const kept = lastStatements.length;
      const name = `savepoint_${++depth}`;
      await client.query(`savepoint ${name}`);
      try {
        const result = await work();
        await client.query(`release savepoint ${name}`);
        return result;
      } catch (error) {
        lastStatements.length = kept;
        await client.query(`rollback to savepoint ${name}`);
        throw error;
      } finally {
        depth -= 1;
      }
    },
  };
  return { transaction, notifications, lastStatements };
}

async function sendNotifications(
  client: pg.PoolClient | pg.Pool,
  notifications: readonly Notification[],
): Promise<void> {
  const channels = notifications.map((notification) => notification.channel);
  const payloads = notifications.map((notification) => notification.payload);
  const text =
    'select pg_notify(channel, payload) from (select distinct * from unnest($1::text[], $2::text[])) as hint (channel, payload)';
  await client.query({ text, values: [channels, payloads] });
}

async function runStatement<Row>(target: pg.Pool | pg.PoolClient, statement: SqlStatement): Promise<Row[]> {
  const result = await target.query<Record<string, unknown>>({ ...statement, types });
  return result.rows.map(camelCaseKeys) as Row[];
}

const camelCased = new Map<string, string>();

function camelCaseKeys(row: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) result[camelCase(column)] = value;
  return result;
}

function camelCase(column: string): string {
  let name = camelCased.get(column);
  if (name === undefined) {
    name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    camelCased.set(column, name);
  }
  return name;
}
