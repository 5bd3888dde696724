import type { HaltAnswer } from '@/lib/api/contract/halt';
import { readHalts } from '@/lib/store/halts/read-halts';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';

/** What the kill switch holds, and who switched it. */
export async function listHalts({ database }: Application): Promise<HaltAnswer> {
  const rows = await readHalts(database.autocommit);
  if (rows.length === 0) return { halts: [] };
  const personOf = await findPeople(
    database,
    rows.flatMap(({ haltedBy }) => haltedBy ?? []),
  );
  return {
    halts: rows.map(({ scope, name, reason, haltedBy, haltedAt }) => ({
      scope,
      name,
      reason,
      by: haltedBy === null ? null : (personOf(haltedBy)?.name ?? null),
      at: haltedAt.toISOString(),
    })),
  };
}
