import type { TokenList } from '@/lib/api/contract/token';
import { auditActor } from '@/lib/audit/audit-actor';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireRole } from '../users/require-role';
import { listTokens } from './list-tokens';

/**
 * Ends an API token with the commit; one that has ended already stays so. Gives its owner's other tokens. Throws
 * `not_found` for another person's, unless the actor is an admin.
 */
export async function endToken(app: Application, actor: Actor, id: string): Promise<TokenList> {
  const userId = await app.database.transaction(async (transaction) => {
    const { role } = await requireRole(transaction, actor, 'user');
    const [token] = await transaction.query<{ userId: string; ended: boolean }>(sql`
      select user_id, revoked_at is not null as ended from api_token where id = ${id} for update`);
    if (!token || (token.userId !== actor.userId && !hasRole(role, 'admin'))) throw notFound('token');
    if (token.ended) return token.userId;
    await transaction.query(sql`update api_token set revoked_at = now() where id = ${id}`);
    transaction.notify('access_changed', token.userId);
    const subject = { tokenId: id, userId: token.userId };
    await appendAudit(transaction, { action: 'token.revoked', actor: auditActor(actor), subject });
    return token.userId;
  });
  return listTokens(app, actor, { userId });
}
