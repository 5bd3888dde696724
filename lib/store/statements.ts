import { createHash } from 'node:crypto';
import pg from 'pg';
import { sql, type SqlStatement } from '@/lib/domain/sql';

const INT8_TYPE = 20;
/** Ids and counters stay far below 2^53, so int8 may be a number. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_TYPE ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/** Raised by `require_change`. */
const NOTHING_CHANGED = 'CS001';

/** A pool, on which each statement is a transaction of its own, or one connection. */
type Target = pg.Pool | pg.PoolClient;

/** Runs one statement; gives its rows with camel-cased names. */
export async function runStatement<Row>(target: Target, statement: SqlStatement): Promise<Row[]> {
  const name = nameOf(statement);
  const result = await target.query<Record<string, unknown>>({ ...statement, ...(name && { name }), types });
  return result.rows.map(camelCaseKeys) as Row[];
}

/** Runs one that must change a row, and throws `otherwise` when it changed none. */
export async function runChange(target: Target, statement: SqlStatement, otherwise: () => Error) {
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

/** A message on a channel, for whoever listens. */
export interface Notification {
  channel: string;
  payload: string;
}

/** Sends each of them once. */
export async function sendNotifications(target: Target, notifications: readonly Notification[]): Promise<void> {
  const channels = notifications.map((notification) => notification.channel);
  const payloads = notifications.map((notification) => notification.payload);
  await runStatement(target, {
    text: 'select pg_notify(channel, payload) from (select distinct * from unnest($1::text[], $2::text[])) as hint (channel, payload)',
    values: [channels, payloads],
  });
}
