import { uuidv7 } from 'uuidv7';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import type { Role } from '@/lib/domain/role';
import type { Application } from '@/lib/services/application';
import type { Database } from '@/lib/store/database';
import { verifyPassword } from './password';

const MOST_FAILURES = 5;

/** A user who may begin a session. */
export interface SignedIn {
  id: string;
  email: string;
  name: string;
  sessionVersion: number;
}

/**
 * Checks a password. Null when address or password is wrong, disabled accounts included. Throws `too_many_requests`
 * after five failures within fifteen minutes on one address, known or not, so that neither answer tells who has an
 * account.
 */
export async function signInWithPassword(
  database: Database,
  email: string,
  password: string,
): Promise<SignedIn | null> {
  const address = normaliseEmail(email);
  await countAttempt(database, address);
  const [user] = await database.query<SignedIn & { passwordHash: string | null }>(sql`
    select id, email, name, session_version, password_hash from app_user
    where email = ${address} and disabled_at is null`);
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !right) return null;
  await database.query(sql`delete from failed_sign_in where email = ${address}`);
  return user;
}

/**
 * Books the attempt as failed before the password is looked at; success takes it back. Under the address's lock, so
 * that guesses sent all at once are counted one by one.
 */
async function countAttempt(database: Database, email: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${email}`}, 0))`);
    await transaction.query(sql`delete from failed_sign_in where attempted_at < now() - interval '15 minutes'`);
    const [row] = await transaction.query<{ failures: number }>(
      sql`select count(*) as failures from failed_sign_in where email = ${email}`,
    );
    if ((row?.failures ?? 0) >= MOST_FAILURES) {
      throw new CountersignError(
        'too_many_requests',
        'Too many failed sign-ins for this address. Wait fifteen minutes and try again.',
      );
    }
    await transaction.query(sql`insert into failed_sign_in (id, email) values (${uuidv7()}, ${email})`);
  });
}

/** The demo's one-click sign-in: by address, or the first user of a role (for `user` one linked to a customer). */
export async function signInToDemo(
  { config, database }: Pick<Application, 'config' | 'database'>,
  choice: { email: string } | { role: Role },
): Promise<SignedIn | null> {
  if (!config.demo) return null;
  const filter =
    'email' in choice
      ? sql`email = ${normaliseEmail(choice.email)}`
      : sql`role::text = ${choice.role} and (role <> 'user' or customer_id is not null)`;
  const [user] = await database.query<SignedIn>(sql`
    select id, email, name, session_version from app_user
    where disabled_at is null and ${filter} order by created_at, id limit 1`);
  return user ?? null;
}

/** Addresses are compared and stored in small letters. */
function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
