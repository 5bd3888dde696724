import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** The names of users by id; nulls among the ids are passed over. */
export async function findPeople(
  database: Database,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => { id: string; name: string } | undefined> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows =
    wanted.length === 0
      ? []
      : await database.query<{ id: string; name: string }>(
          sql`select id, name from app_user where id = any(${wanted})`,
        );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => (id === null ? undefined : (byId.get(id) ?? { id, name: id }));
}
