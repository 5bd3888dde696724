import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { InviteAnswer, InviteInput } from '@/lib/api/contract/people';
import { auditActor } from '@/lib/audit/audit-actor';
import { hashToken } from '@/lib/auth/api-token';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { MailRefused, sendMail } from '@/lib/notify/mail';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { lockPeople } from '../people/another-admin';
import { requireAdmin } from '../users/require-role';
import { readInvitations } from './invitation-row';

const SECRET_BYTES = 32;

/**
 * Invites an address by a link that works once, for seven days; an earlier one for the address ends. The link is mailed
 * where a mail server is set, and given to the admin this once. Throws forbidden, or conflict for a user's address.
 */
export async function invite(app: Application, actor: Actor, { email, role }: InviteInput): Promise<InviteAnswer> {
  const id = uuidv7();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    if ((await transaction.query(sql`select id from app_user where email = ${email}`)).length > 0) {
      throw new CountersignError('conflict', 'Somebody has this address already. Nobody was invited.');
    }
    await transaction.query(sql`
      update invitation set revoked_at = now() where email = ${email} and accepted_at is null and revoked_at is null`);
    await transaction.query(sql`
      insert into invitation (id, email, role, token_hash, inviter_id, expires_at)
      values (${id}, ${email}, ${role}::role, ${hashToken(secret)}, ${actor.userId}, now() + interval '7 days')`);
    const subject = { invitationId: id, role };
    await appendAudit(transaction, { action: 'invitation.created', actor: auditActor(actor), subject });
  });
  const [invitation] = await readInvitations(app.database, sql`i.id = ${id}`);
  if (!invitation) throw new Error(`The invitation ${id} was not stored.`);
  // The secret stands behind #, so that no server log and no look ahead of a mail program ever uses it.
  const link = new URL(`/invitation#${secret}`, app.config.nextAuthUrl).href;
  return { invitation, link, mail: await mailLink(app, actor, { id, email, link }) };
}

/** Without a server of its own nothing is mailed: what the demo catches, every reviewer can read. */
async function mailLink(
  { config, database }: Application,
  { name }: Actor,
  { id, email, link }: { id: string; email: string; link: string },
): Promise<InviteAnswer['mail']> {
  if (config.smtpUrl === undefined) return 'off';
  const body = `${name} invites you to Countersign, where people decide on what agents propose.\n\nOpen this link within seven days. It works once:\n${link}\n`;
  try {
    const message = { to: email, subject: 'Your invitation to Countersign', body, messageId: `invitation-${id}` };
    await sendMail(message, database.autocommit);
    return 'sent';
  } catch (error) {
    return error instanceof MailRefused ? 'not_sent' : 'unknown';
  }
}
