import { uuidv7 } from 'uuidv7';
import { hashToken, newToken } from '@/lib/auth/api-token';
import { systemActor } from '@/lib/domain/audit';
import { email as address } from '@/lib/domain/person';
import { sql } from '@/lib/domain/sql';
import type { Role } from '@/lib/domain/role';
import type { Application } from '@/lib/services/application';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { saveUser } from './save-user';

/**
 * Makes an API token for the user of this address, making the user if new. The role is set as given, and the linked
 * customer too: none means staff. Returns the token, which cannot be shown again. Throws ZodError for a bad address.
 */
export async function createToken(
  { database }: Pick<Application, 'database'>,
  { email, role, customerId }: { email: string; role: Role; customerId?: string | undefined },
): Promise<string> {
  const user = address.parse(email);
  const token = newToken();
  await database.transaction(async (transaction) => {
    const actor = systemActor('command');
    const userId = await saveUser(transaction, { email: user, role, customerId: customerId ?? null }, actor);
    const tokenId = uuidv7();
    await transaction.query(
      sql`insert into api_token (id, user_id, token_hash) values (${tokenId}, ${userId}, ${hashToken(token)})`,
    );
    await appendAudit(transaction, { action: 'token.created', actor, subject: { tokenId, userId } });
  });
  return token;
}
