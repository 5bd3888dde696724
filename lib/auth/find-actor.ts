import { sql } from '@/lib/domain/sql';
import type { Actor, OutsideCaller } from '@/lib/services/application';
import type { Database } from '@/lib/store/database';
import { groupsOfUser } from '@/lib/store/users/groups-of-user';
import { hashToken } from './api-token';

const columns = sql`u.id as user_id, u.role::text as role, u.email, u.name, u.customer_id, ${groupsOfUser} as groups`;

/** The user of a session as the database has them now; null when disabled, gone, or the session was ended. */
export async function findActorOfSession(
  database: Database,
  userId: string,
  sessionVersion: number,
): Promise<Actor | null> {
  const [actor] = await database.query<Actor>(sql`
    select ${columns} from app_user u
    where u.id = ${userId} and u.session_version = ${sessionVersion} and u.disabled_at is null`);
  return actor ?? null;
}

/** The user an API token stands for; null when it is unknown or revoked, or the user disabled. */
export async function findActorOfToken(database: Database, token: string): Promise<Actor | null> {
  const [actor] = await database.query<Actor>(sql`
    select ${columns} from api_token t join app_user u on u.id = t.user_id
    where t.token_hash = ${hashToken(token)} and t.revoked_at is null and u.disabled_at is null`);
  return actor ?? null;
}

/** The outside agent a token stands for; null when it is unknown or was ended. */
export async function findAgentOfToken(database: Database, token: string): Promise<OutsideCaller | null> {
  const [caller] = await database.query<OutsideCaller>(sql`
    select name as agent from outside_agent where token_hash = ${hashToken(token)} and revoked_at is null`);
  return caller ?? null;
}
