import pg from 'pg';

/** Columns made to hold a secret or its hash; anything else in the database is for reading. */
const SEALED = /^(password_hash|token_hash|signing_secret)$/;

/** Every row of every table of ours as text, with the name of its table; sealed columns are left out. */
export async function textInDatabase(url: string): Promise<{ table: string; text: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const found: { table: string; text: string }[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of rows) {
        const open = Object.fromEntries(Object.entries(row).filter(([column]) => !SEALED.test(column)));
        found.push({ table: name, text: JSON.stringify(open) });
      }
    }
    return found;
  } finally {
    await client.end();
  }
}
