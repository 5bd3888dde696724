import { createHash } from 'node:crypto';
import pg from 'pg';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import { GatheringSocket } from './gathering-socket';

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

type Sending = (client: pg.PoolClient) => Promise<unknown>;

interface Notification {
  channel: string;
  payload: string;
}

const TOO_LATE = 'This transaction is over; a statement came too late.';

/**
 * One transaction on one connection. It connects and begins with its first statement, and a savepoint is set with the
 * first statement inside it, so that work which asks the database nothing costs nothing. What has no answer that
 * matters is sent without waiting; if any of it fails, the commit does, and says so.
 */
class OpenTransaction {
  /** What the work is given; its members may be taken out of it. */
  readonly handle: Transaction = {
    query: (statement) => this.query(statement),
    send: async (statement) => this.sendLater((client) => runStatement(client, statement)),
    sendChange: async (statement, otherwise) => this.sendLater((client) => runChange(client, statement, otherwise)),
    savepoint: (work) => this.savepoint(work),
    beforeCommit: async (statement) => void this.lastStatements.push(statement),
    notify: (channel, payload) => void this.notifications.push({ channel, payload }),
  };
  private readonly notifications: Notification[] = [];
  private readonly lastStatements: SqlStatement[] = [];
  /** Sent without waiting; what stands here leaves before anything else does. */
  private unsent: Sending[] = [];
  private readonly sent: Promise<unknown>[] = [];
  private readonly savepoints: { name: string; isSet: boolean }[] = [];
  private connecting: Promise<pg.PoolClient> | undefined;
  private client: pg.PoolClient | undefined;
  private broken: Error | undefined;
  private isOver = false;
  // A checked-out client emits its own connection errors; without a listener they kill the process.
  private readonly onError = (error: Error) => void (this.broken = error);

  constructor(private readonly pool: pg.Pool) {}

  private query<Row>(statement: SqlStatement): Promise<Row[]> {
    return this.sendNow((client) => runStatement<Row>(client, statement));
  }

  private async sendNow<Answer>(sending: (client: pg.PoolClient) => Promise<Answer>): Promise<Answer> {
    // Those of its caller: while it connects, others may enter a savepoint that this statement must outlive.
    const inside = [...this.savepoints];
    const client = this.client ?? (await (this.connecting ??= this.begin()));
    if (this.isOver) throw new Error(TOO_LATE);
    this.sendUnsent(client);
    for (const savepoint of inside) {
      if (!savepoint.isSet) this.send(client, `savepoint ${savepoint.name}`);
      savepoint.isSet = true;
    }
    return sending(client).catch((error: unknown) => this.throwFirst(error));
  }

  /** Inside a savepoint it goes at once, so that it is undone with it. */
  private async sendLater(sending: Sending): Promise<void> {
    if (this.isOver) throw new Error(TOO_LATE);
    if (this.savepoints.length > 0) await this.sendNow(sending);
    else this.unsent.push(sending);
  }

  private sendUnsent(client: pg.PoolClient): void {
    for (const send of this.unsent.splice(0)) {
      const sending = send(client);
      sending.catch(() => undefined);
      this.sent.push(sending);
    }
  }

  /** Of all that was refused after the first failure, the first says why. */
  private async throwFirst(error: unknown): Promise<never> {
    const outcomes = await Promise.allSettled(this.sent);
    const first = outcomes.find((outcome) => outcome.status === 'rejected');
    throw first ? first.reason : error;
  }

  private async savepoint<Result>(work: () => Promise<Result>): Promise<Result> {
    const kept = this.lastStatements.length;
    const savepoint = { name: `savepoint_${this.savepoints.length + 1}`, isSet: false };
    this.savepoints.push(savepoint);
    try {
      const result = await work();
      this.leave(savepoint, 'release savepoint');
      return result;
    } catch (error) {
      this.lastStatements.length = kept;
      this.leave(savepoint, 'rollback to savepoint');
      throw error;
    }
  }

  private leave(savepoint: { name: string; isSet: boolean }, statement: string): void {
    this.savepoints.pop();
    if (this.client && savepoint.isSet && !this.isOver) this.send(this.client, `${statement} ${savepoint.name}`);
  }

  async commit(): Promise<void> {
    // What is only to be done before the commit needs a transaction all the same.
    if (this.lastStatements.length + this.unsent.length > 0 && !this.client) await (this.connecting ??= this.begin());
    const { client } = this;
    this.isOver = true;
    if (!client) return;
    this.sendUnsent(client);
    const last = this.lastStatements.map((statement) => runStatement(client, statement));
    const committing = last.length > 0 ? this.commitThenFlush(client) : client.query(named('commit'));
    // Sent outside the transaction, because NOTIFY serialises commits; a lost one costs a poll and no more.
    if (this.notifications.length > 0) void sendNotifications(client, this.notifications).catch(() => undefined);
    const [{ command }] = await Promise.all([committing, ...this.sent, ...last]).catch((error: unknown) =>
      this.throwFirst(error),
    );
    // A transaction in which a statement failed is rolled back by its commit, without an error.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back, because a statement in it failed.');
  }

  /**
   * What is to be done last holds a lock that all share. The commit gives it back before the log is on disk, and whoever
   * asked for the commit is answered when it is: transactions that wait for that lock then share one writing to disk.
   * Those that come between can't outlive it, because what they write stands behind it in the log.
   */
  private async commitThenFlush(client: pg.PoolClient) {
    this.send(client, 'set local synchronous_commit = off');
    const [committed] = await Promise.all([client.query(named('commit')), runStatement(client, FLUSH)]);
    return committed;
  }

  async rollback(): Promise<void> {
    this.isOver = true;
    const client = this.client ?? (await this.connecting?.catch(() => undefined));
    await client?.query(named('rollback')).catch((failure: Error) => (this.broken = failure));
  }

  release(): void {
    this.client?.off('error', this.onError);
    this.client?.release(this.broken);
  }

  private async begin(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    if (this.isOver) {
      client.release();
      throw new Error(TOO_LATE);
    }
    client.on('error', this.onError);
    this.client = client;
    this.send(client, 'begin');
    return client;
  }

  private send(client: pg.PoolClient, text: string): void {
    client.query(named(text)).catch(() => undefined);
  }
}

/** A transaction of its own, which ends when all that was committed before it is on disk, and on a synchronous standby. */
const FLUSH = sql`select pg_logical_emit_message(true, 'countersign', '')`;

/** Returns when all that could be seen as committed before the call outlives a crash of the database. */
export async function flushCommits(database: Database): Promise<void> {
  await database.query(FLUSH);
}

/** Also what takes no values is prepared, because only prepared statements are gathered. */
const named = (text: string) => ({ name: text, text });

async function sendNotifications(
  client: pg.PoolClient | pg.Pool,
  notifications: readonly Notification[],
): Promise<void> {
  const channels = notifications.map((notification) => notification.channel);
  const payloads = notifications.map((notification) => notification.payload);
  await runStatement(client, {
    text: 'select pg_notify(channel, payload) from (select distinct * from unnest($1::text[], $2::text[])) as hint (channel, payload)',
    values: [channels, payloads],
  });
}

async function runStatement<Row>(target: pg.Pool | pg.PoolClient, statement: SqlStatement): Promise<Row[]> {
  const name = nameOf(statement);
  const result = await target.query<Record<string, unknown>>({ ...statement, ...(name && { name }), types });
  return result.rows.map(camelCaseKeys) as Row[];
}

/** Raised by `require_change`. */
const NOTHING_CHANGED = 'CS001';

async function runChange(target: pg.Pool | pg.PoolClient, statement: SqlStatement, otherwise: () => Error) {
  const checked = sql`with changed as (${statement} returning 1) select require_change(count(*)) from changed`;
  return runStatement(target, checked).catch((error: unknown) => {
    throw (error as { code?: unknown }).code === NOTHING_CHANGED ? otherwise() : error;
  });
}

const MAX_NAMED = 500;
const names = new Map<string, string | undefined>();

/** Statements that come again are prepared once a connection; the server then plans them no more. */
function nameOf({ text }: SqlStatement): string | undefined {
  if (names.has(text)) {
    const name = names.get(text) ?? `statement_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
    return name;
  }
  if (names.size < MAX_NAMED) names.set(text, undefined);
  return undefined;
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
