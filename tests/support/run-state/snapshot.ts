import { z } from 'zod';
import type pg from 'pg';
import { withClient } from '../../../scripts/database/open-database';

/** All rows of a deployment in some state. */
export const snapshot = z.object({
  /** The version in package.json that made it. */
  release: z.string(),
  state: z.string(),
  /** The migrations of that release. */
  migrations: z.array(z.string()),
  /** The moment the rows show. */
  at: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.json()))),
});
export type Snapshot = z.infer<typeof snapshot>;

/** What says which database this is, secrets, and what belongs to no run. */
const LEFT_OUT = ['database_identity', 'api_token', 'setup_link', 'failed_sign_in', 'idempotent_answer', 'caught_mail'];
/** By then every lease in the state is over. */
const LATER_SECONDS = 4;

/** Reads the rows of every table that has any, as one transaction sees them. */
export function takeSnapshot(url: string, release: string, state: string): Promise<Snapshot> {
  return withClient(url, async (client) => {
    await client.query('begin isolation level repeatable read');
    const { rows } = await client.query<{ at: Date }>(`select now() + interval '${LATER_SECONDS} seconds' as at`);
    const migrations = await client.query<{ name: string }>(
      'select migration_name as name from _prisma_migrations order by 1',
    );
    const tables: Snapshot['tables'] = {};
    for (const table of await tablesOf(client)) {
      const { rows: found } = await client.query<{ row: Record<string, z.core.util.JSONType> }>(
        `select row_to_json(t) as row from "${table}" t order by t::text`,
      );
      if (found.length > 0) tables[table] = found.map(({ row }) => row);
    }
    const at = rows[0]?.at.toISOString() ?? '';
    return { release, state, migrations: migrations.rows.map(({ name }) => name), at, tables };
  });
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1) order by 1",
    [['_prisma_migrations', ...LEFT_OUT]],
  );
  return rows.map(({ name }) => name);
}

/**
 * Puts the rows into a database of the snapshot's own migrations, as if its moment were now: every time but the audit
 * log's is moved. Columns that are younger than the snapshot get their defaults.
 */
export async function loadSnapshot(url: string, { at, tables }: Snapshot): Promise<void> {
  await withClient(url, async (client) => {
    // The rows are whole already, so neither triggers nor the order of foreign keys have a say.
    await client.query('begin; set local session_replication_role = replica');
    for (const [table, rows] of Object.entries(tables)) {
      await client.query(`delete from "${table}"`);
      const columns = await columnsOf(client, table, Object.keys(rows[0] ?? {}));
      const moved = columns.map(({ name, isTime }) =>
        isTime && !table.startsWith('audit_') ? `"${name}" + (now() - $2::timestamptz)` : `"${name}"`,
      );
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      await client.query(
        `insert into "${table}" (${names}) select ${moved.join(', ')}
         from json_populate_recordset(null::"${table}", $1::json) where $2::timestamptz is not null`,
        [JSON.stringify(rows), at],
      );
    }
    await client.query('commit');
  });
}

async function columnsOf(client: pg.Client, table: string, names: string[]) {
  const { rows } = await client.query<{ name: string; isTime: boolean }>(
    `select column_name as name, udt_name = 'timestamptz' as "isTime" from information_schema.columns
     where table_schema = 'public' and table_name = $1 and column_name = any($2)`,
    [table, names],
  );
  if (rows.length === names.length) return rows;
  throw new Error(`The table ${table} has lost a column: migrations only add.`);
}
