import type { InvitationView } from '@/lib/api/contract/people';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';

interface Row extends Omit<InvitationView, 'invitedBy' | 'createdAt' | 'expiresAt'> {
  inviterId: string;
  inviterName: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** What makes an invitation `i` of a statement one that still works. */
export const isOpen = sql`i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`;

/** Invitations of this kind, newest first. */
export async function readInvitations(
  { query }: Pick<Database, 'query'>,
  condition: SqlStatement,
): Promise<InvitationView[]> {
  const rows = await query<Row>(sql`
    select i.id, i.email, i.role, i.inviter_id, u.name as inviter_name, i.created_at, i.expires_at
    from invitation i left join app_user u on u.id = i.inviter_id
    where ${condition} order by i.created_at desc, i.id desc`);
  return rows.map(({ id, email, role, inviterId, inviterName, createdAt, expiresAt }) => ({
    id,
    email,
    role,
    invitedBy: { id: inviterId, name: inviterName ?? inviterId },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
