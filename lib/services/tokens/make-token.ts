import { uuidv7 } from 'uuidv7';
import type { MakeTokenAnswer, MakeTokenInput } from '@/lib/api/contract/token';
import { auditActor } from '@/lib/audit/audit-actor';
import { hashToken, newToken } from '@/lib/auth/api-token';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { requireRole } from '../users/require-role';

const MOST_TOKENS = 50;

/** Makes an API token for the actor, who is the only one to see it, this once. Throws conflict past fifty. */
export async function makeToken(app: Application, actor: Actor, { name }: MakeTokenInput): Promise<MakeTokenAnswer> {
  const token = newToken();
  const id = uuidv7();
  const createdAt = await app.database.transaction(async (transaction) => {
    await requireRole(transaction, actor, 'user');
    const [made] = await transaction.query<{ createdAt: Date }>(sql`
      insert into api_token (id, user_id, token_hash, name)
      select ${id}, ${actor.userId}, ${hashToken(token)}, ${name}
      where (select count(*) from api_token where user_id = ${actor.userId} and revoked_at is null) < ${MOST_TOKENS}
      returning created_at`);
    if (!made) {
      throw new CountersignError('conflict', `You have ${MOST_TOKENS} tokens. End one first. Nothing was made.`);
    }
    const subject = { tokenId: id, userId: actor.userId };
    await appendAudit(transaction, { action: 'token.created', actor: auditActor(actor), subject });
    return made.createdAt;
  });
  return { item: { id, userId: actor.userId, name, createdAt: createdAt.toISOString() }, token };
}
