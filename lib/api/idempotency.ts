import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import { uuidv7 } from 'uuidv7';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';

const POLL_MS = 25;
const PATIENCE_MS = 30_000;
/** A request that began longer ago than any takes has died with its process; a repeat waits at least that long. */
const ABANDONED = '15 seconds';
const IN_PROGRESS = 0;

/**
 * The commit is not waited for on the disk: what a lost server takes with it is as if this process had died there, and a
 * repeat is answered as it is then.
 */
const unhurried = sql`set_config('synchronous_commit', 'off', true)`;

interface Scope {
  userId: string;
  route: string;
  key: string;
  bodyHash: string;
}

/**
 * Does `work` once for an Idempotency-Key and answers repeats with the stored answer, those that arrive while the first
 * is under way too. Only answers of the 200 class are stored: after any other the key is free again. Without the header
 * this is just `work`. Throws `idempotency_mismatch` when the key was used with another body.
 *
 * The row that marks a key as taken is committed before the work, so nothing waits in a transaction and a flood of
 * repeats cannot use up the connections. When a process dies between its work and the storing of its answer, a repeat
 * does the work again; it gets the same `operationId`, by which the service knows what it has already done.
 */
export async function answerOnce(
  database: Database,
  { request, userId, body }: { request: Request; userId: string; body: unknown },
  work: (operationId: string) => Promise<Response>,
): Promise<Response> {
  const key = readKey(request);
  if (key === null) return work(uuidv7());
  const bodyHash = createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
  const scope = { userId, route: `${request.method} ${new URL(request.url).pathname}`, key, bodyHash };
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await take(database, scope))) {
    const answer = await storedAnswer(database, scope);
    if (answer) return answer;
    if (Date.now() > deadline) throw stillRunning();
    await wait(POLL_MS);
  }
  return doAndStore(database, scope, work);
}

function readKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new CountersignError('bad_request', 'An Idempotency-Key is 1 to 200 visible characters. Nothing was done.');
}

async function take(database: Database, { userId, route, key, bodyHash }: Scope): Promise<boolean> {
  const taken = await database.query(sql`
    insert into idempotent_answer as a (user_id, route, key, body_hash, status, body)
    values (${userId}, ${route}, ${key}, ${bodyHash}, ${IN_PROGRESS}, 'null')
    on conflict (user_id, route, key) do update set created_at = now()
      where a.body_hash = excluded.body_hash and a.status = ${IN_PROGRESS} and a.created_at < now() - ${ABANDONED}::interval
    returning key, ${unhurried}`);
  return taken.length > 0;
}

async function storedAnswer(database: Database, { userId, route, key, bodyHash }: Scope): Promise<Response | null> {
  const [row] = await database.query<{ bodyHash: string; status: number; body: string }>(sql`
    select body_hash, status, body::text as body from idempotent_answer
    where user_id = ${userId} and route = ${route} and key = ${key}`);
  if (!row) return null;
  if (row.bodyHash !== bodyHash) {
    throw new CountersignError(
      'idempotency_mismatch',
      'This Idempotency-Key was used with another body. Nothing was done now; send it again with a new key.',
    );
  }
  return row.status === IN_PROGRESS ? null : asResponse(row.status, row.body);
}

/** The same for every repeat, and nothing that anybody else's request could have: a UUID made of the scope's hash. */
function operationIdOf({ userId, route, key }: Scope): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([userId, route, key]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

async function doAndStore(
  database: Database,
  scope: Scope,
  work: (operationId: string) => Promise<Response>,
): Promise<Response> {
  const { userId, route, key } = scope;
  try {
    const response = await work(operationIdOf(scope));
    const body = await response.text();
    await database.query(sql`
      update idempotent_answer set status = ${response.status}, body = ${body}::json
      where user_id = ${userId} and route = ${route} and key = ${key}
      returning ${unhurried}`);
    return asResponse(response.status, body);
  } catch (error) {
    await database
      .query(
        sql`
        delete from idempotent_answer
        where user_id = ${userId} and route = ${route} and key = ${key} and status = ${IN_PROGRESS}`,
      )
      .catch(() => undefined);
    throw error;
  }
}

function asResponse(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

function stillRunning(): CountersignError {
  return new CountersignError(
    'conflict',
    'The first request with this Idempotency-Key is still under way. Look at the current state, then send it again.',
  );
}
