import pg from 'pg';
import type { SqlStatement, Transaction } from '@/lib/domain/sql';
import { GatheringSocket } from './gathering-socket';
import { FLUSH, OpenTransaction } from './open-transaction';
import { runChange, runStatement, sendNotifications } from './statements';

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
    // Pipelined: statements that need not wait for each other's answers are on their way together.
    pipeline: true,
    stream: () => new GatheringSocket(),
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

/** Returns when all that could be seen as committed before the call outlives a crash of the database. */
export async function flushCommits(database: Database): Promise<void> {
  await database.query(FLUSH);
}

function autocommitOn(pool: pg.Pool): Transaction {
  return {
    query: (statement) => runStatement(pool, statement),
    send: async (statement) => void (await runStatement(pool, statement)),
    sendChange: async (statement, otherwise) => void (await runChange(pool, statement, otherwise)),
    savepoint: (work) => work(),
    beforeCommit: async (statement) => void (await runStatement(pool, statement)),
    notify: (channel, payload) => void sendNotifications(pool, [{ channel, payload }]).catch(() => undefined),
  };
}

async function inTransaction<Result>(pool: pg.Pool, work: (transaction: Transaction) => Promise<Result>) {
  const open = new OpenTransaction(pool);
  try {
    const result = await work(open.handle);
    await open.commit();
    return result;
  } catch (error) {
    await open.rollback();
    throw error;
  } finally {
    open.release();
  }
}
