import type pg from 'pg';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import { runChange, runStatement, sendNotifications, type Notification } from './statements';

type Sending = (client: pg.PoolClient) => Promise<unknown>;

const TOO_LATE = 'This transaction is over; a statement came too late.';

/**
 * One transaction on one connection. It connects and begins with its first statement, and a savepoint is set with the
 * first statement inside it, so that work which asks the database nothing costs nothing. What has no answer that
 * matters is sent without waiting; if any of it fails, the commit does, and says so.
 */
export class OpenTransaction {
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
    if (last.length > 0) this.send(client, 'set local synchronous_commit = off');
    const committing = client.query(named('commit'));
    // Sent outside the transaction, because NOTIFY serialises commits; a lost one costs a poll and no more.
    if (this.notifications.length > 0) void sendNotifications(client, this.notifications).catch(() => undefined);
    // What is done last holds a lock that all share. The commit gives it back before the log is on disk, and whoever asked
    // for the commit is answered when it is: those who wait for the lock then share one writing to disk. What they write
    // stands behind it in the log, so it can't outlive what they saw.
    const flushing = last.length > 0 ? runStatement(client, FLUSH) : undefined;
    const [{ command }] = await Promise.all([committing, flushing, ...this.sent, ...last]).catch((error: unknown) =>
      this.throwFirst(error),
    );
    // A transaction in which a statement failed is rolled back by its commit, without an error.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back, because a statement in it failed.');
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
export const FLUSH = sql`select pg_logical_emit_message(true, 'countersign', '')`;

/** Also what takes no values is prepared, because only prepared statements are gathered. */
const named = (text: string) => ({ name: text, text });
