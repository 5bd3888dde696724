import { z } from 'zod';
import type { ListPeopleInput, PeoplePage, PersonView } from '@/lib/api/contract/people';
import { sql } from '@/lib/domain/sql';
import { groupsOfUser } from '@/lib/store/users/groups-of-user';
import type { Application } from '../application';
import { readCursor, toPage } from '../keyset';
import { notFound } from '../not-found';

type Row = Omit<PersonView, 'createdAt' | 'disabledAt'> & { createdAt: Date; disabledAt: Date | null };

const columns = sql`
  u.id, u.email, u.name, u.role, u.customer_id, u.created_at, u.disabled_at, ${groupsOfUser} as groups,
  u.password_hash is not null as has_password,
  exists (select from app_user_identity identity where identity.user_id = u.id) as has_identity,
  (select count(*) from api_token t where t.user_id = u.id and t.revoked_at is null) as open_tokens`;
const key = z.tuple([z.string().min(1).max(320)]);

/** Every user by e-mail address, those who are disabled too. */
export async function listPeople({ database }: Application, { limit, cursor }: ListPeopleInput): Promise<PeoplePage> {
  const after = readCursor(key, cursor)?.[0] ?? null;
  const rows = await database.query<Row>(sql`
    select ${columns} from app_user u
    where ${after}::text is null or u.email > ${after}
    order by u.email limit ${limit + 1}`);
  return toPage(rows, limit, (row) => [row.email], viewOf);
}

/** One user. Throws `not_found`. */
export async function getPerson({ database }: Application, id: string): Promise<PersonView> {
  const [row] = await database.query<Row>(sql`select ${columns} from app_user u where u.id = ${id}`);
  if (!row) throw notFound('user');
  return viewOf(row);
}

function viewOf({ createdAt, disabledAt, ...row }: Row): PersonView {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    ...(disabledAt ? { disabledAt: disabledAt.toISOString() } : {}),
  };
}
