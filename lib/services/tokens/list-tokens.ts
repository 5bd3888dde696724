import type { ListTokensInput, TokenList, TokenView } from '@/lib/api/contract/token';
import { CountersignError } from '@/lib/domain/errors';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';

type Row = Omit<TokenView, 'createdAt'> & { createdAt: Date };

/** The API tokens of a user that work, newest first. Throws forbidden for another's, unless the actor is an admin. */
export async function listTokens({ database }: Application, actor: Actor, input: ListTokensInput): Promise<TokenList> {
  const { userId = actor.userId } = input;
  if (userId !== actor.userId && !hasRole(actor.role, 'admin')) {
    throw new CountersignError('forbidden', 'Only admins see the tokens of others.');
  }
  const rows = await database.query<Row>(sql`
    select id, user_id, name, created_at from api_token
    where user_id = ${userId} and revoked_at is null order by created_at desc, id desc`);
  return { items: rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })) };
}
