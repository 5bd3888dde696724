import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { hashToken } from '@/lib/auth/api-token';
import { hashPassword } from '@/lib/auth/password';
import { systemActor } from '@/lib/domain/audit';
import { CountersignError } from '@/lib/domain/errors';
import { email, personName } from '@/lib/domain/person';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { saveUser } from './save-user';
import { newPassword } from './user-form';

/** `POST /api/setup`: the first admin, by the link from the log. */
export const setupBody = z.strictObject({
  token: z.string().min(1).max(200),
  email,
  name: personName,
  password: newPassword,
});
export type SetupInput = z.infer<typeof setupBody>;

/**
 * A new link that lets its holder make the first admin, once; null when there are users already, or in the demo. Links
 * made before end.
 */
export async function makeSetupLink({
  config,
  database,
}: Pick<Application, 'config' | 'database'>): Promise<string | null> {
  if (config.demo) return null;
  const token = randomBytes(32).toString('base64url');
  const made = await database.transaction(async (transaction) => {
    if (await hasUsers(transaction)) return false;
    await transaction.query(sql`delete from setup_link where used_at is null`);
    await transaction.query(sql`insert into setup_link (token_hash) values (${hashToken(token)})`);
    return true;
  });
  return made ? new URL(`/setup#${token}`, config.nextAuthUrl).href : null;
}

/** Makes the first admin. Throws `not_found` when the link is unknown, used, or no longer needed. */
export async function setUp({ database }: Pick<Application, 'database'>, input: SetupInput): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  await database.transaction(async (transaction) => {
    const used = await transaction.query(sql`
      update setup_link set used_at = now()
      where token_hash = ${hashToken(input.token)} and used_at is null returning token_hash`);
    if (used.length === 0 || (await hasUsers(transaction))) {
      throw new CountersignError(
        'not_found',
        'This link was used, replaced by a later start, or is no longer needed. Sign in, or look for a newer link in the log.',
      );
    }
    const change = { email: input.email, name: input.name, role: 'admin' as const, passwordHash };
    await saveUser(transaction, change, systemActor('setup-link'));
  });
}

async function hasUsers(transaction: Transaction): Promise<boolean> {
  return (await transaction.query(sql`select 1 from app_user limit 1`)).length > 0;
}
