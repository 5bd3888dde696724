import { z } from 'zod';
import type { Page } from '@/lib/api/contract/page';
import type { Database } from '@/lib/store/database';
import { findPeople } from '@/lib/store/users/find-people';
import { readCursor, toPage } from './keyset';

/** A row of something whose every version is kept. */
interface KeptVersion {
  version: number;
  authorId: string;
  createdAt: Date;
}

interface Asked {
  limit: number;
  cursor?: string | undefined;
}

/** What the view of any version begins with. */
interface Made {
  version: number;
  author: { id: string; name: string };
  createdAt: string;
}

const key = z.tuple([z.string().regex(/^\d{1,9}$/)]);
const ABOVE_ALL = 2_147_483_647;

/**
 * A page of versions, newest first, with who made each and when. `read` gives at most so many below a version, newest
 * first. Throws `invalid_fields` for a bad cursor.
 */
export async function pageVersions<Row extends KeptVersion, View>(
  database: Database,
  { limit, cursor }: Asked,
  read: (below: number, atMost: number) => Promise<Row[]>,
  viewOf: (row: Row, made: Made) => View,
): Promise<Page<View>> {
  const [last] = readCursor(key, cursor) ?? [];
  const rows = await read(last === undefined ? ABOVE_ALL : Number(last), limit + 1);
  const personOf = await findPeople(
    database,
    rows.map(({ authorId }) => authorId),
  );
  return toPage(
    rows,
    limit,
    ({ version }) => [String(version)],
    (row) => {
      const { version, authorId, createdAt } = row;
      const author = personOf(authorId) ?? { id: authorId, name: authorId };
      return viewOf(row, { version, author, createdAt: createdAt.toISOString() });
    },
  );
}
