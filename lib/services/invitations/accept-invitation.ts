import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { hashToken } from '@/lib/auth/api-token';
import { hashPassword } from '@/lib/auth/password';
import { CountersignError } from '@/lib/domain/errors';
import { personName } from '@/lib/domain/person';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Application } from '../application';
import { lockPeople } from '../people/another-admin';
import { newPassword } from '../users/user-form';
import { isOpen } from './invitation-row';

/** `POST /api/invitation`: the secret behind # in the link, and who the invited person is. */
export const acceptInvitationBody = z.strictObject({
  token: z.string().min(1).max(200),
  name: personName,
  password: newPassword,
});

/**
 * Makes the invited person a user, with the address and role of the invitation. Throws `not_found` when the link is
 * unknown, used, ended or over, or the address has a user by now.
 */
export async function acceptInvitation(
  { database }: Application,
  { token, name, password }: z.infer<typeof acceptInvitationBody>,
): Promise<{ email: string }> {
  const passwordHash = await hashPassword(password);
  return database.transaction(async (transaction) => {
    await lockPeople(transaction);
    const [invitation] = await transaction.query<{ id: string; email: string; role: Role }>(sql`
      update invitation i set accepted_at = now() where token_hash = ${hashToken(token)} and ${isOpen}
      returning id, email, role`);
    if (!invitation) throw noLonger();
    const { id, email, role } = invitation;
    const userId = uuidv7();
    const made = await transaction.query(sql`
      insert into app_user (id, email, name, role, password_hash)
      values (${userId}, ${email}, ${name}, ${role}::role, ${passwordHash})
      on conflict (email) do nothing returning id`);
    if (made.length === 0) throw noLonger();
    await appendAudit(transaction, {
      action: 'invitation.accepted',
      actor: { id: userId, role, via: 'process' },
      subject: { invitationId: id, userId, role },
    });
    return { email };
  });
}

function noLonger(): CountersignError {
  return new CountersignError(
    'not_found',
    'This invitation was used, taken back or is older than seven days. Sign in, or ask an admin for a new one.',
  );
}
