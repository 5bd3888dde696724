import { uuidv7 } from 'uuidv7';
import { ProviderSignInRefused, type ProviderClaims } from '@/lib/domain/identity';
import { hasRole, type Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Application } from '../application';
import { isOpen } from '../invitations/invitation-row';
import { hasOtherAdmin, lockPeople } from './another-admin';
import { identityProvider, takeOverGroups } from './take-over-groups';

interface Account {
  id: string;
  email: string;
  name: string;
  role: Role;
  sessionVersion: number;
  disabled: boolean;
}

const columns = sql`u.id, u.email, u.name, u.role, u.session_version, u.disabled_at is not null as disabled`;

/**
 * Signs in whom an identity provider vouches for: the user of its subject, else of its verified address, else a new one.
 * Groups and, where a group gives one, the role are set to what the claim says; the last admin stays one. Throws
 * ProviderSignInRefused.
 */
export async function signInByProvider(
  { database }: Pick<Application, 'database'>,
  claims: ProviderClaims,
): Promise<Omit<Account, 'disabled' | 'role'>> {
  return database.transaction(async (transaction) => {
    await lockPeople(transaction);
    const known = await findKnown(transaction, claims);
    const account = known ?? (await makeAccount(transaction, claims));
    if (account.disabled) throw new ProviderSignInRefused('account_disabled');
    const given = await takeOverGroups(transaction, account.id, claims.groups);
    const sessionVersion = await takeOverRole(transaction, account, given);
    return { id: account.id, email: account.email, name: account.name, sessionVersion };
  });
}

async function findKnown(transaction: Transaction, claims: ProviderClaims): Promise<Account | undefined> {
  const { issuer, subject, email } = claims;
  const [linked] = await transaction.query<Account>(sql`
    select ${columns} from app_user_identity identity join app_user u on u.id = identity.user_id
    where identity.issuer = ${issuer} and identity.subject = ${subject} for update of u`);
  if (linked) return linked;
  if (email === null || !claims.emailVerified) throw new ProviderSignInRefused('email_unverified');
  const [user] = await transaction.query<Account>(sql`
    select ${columns} from app_user u where u.email = ${email} for update`);
  if (!user) return undefined;
  if (user.disabled) throw new ProviderSignInRefused('account_disabled');
  await link(transaction, claims, user.id);
  await appendAudit(transaction, { action: 'user.linked', actor: identityProvider, subject: { userId: user.id } });
  return user;
}

/** An address that the provider gave to somebody else since is no proof of being who had it. */
async function link(transaction: Transaction, { issuer, subject }: ProviderClaims, userId: string): Promise<void> {
  const linked = await transaction.query(sql`
    insert into app_user_identity (issuer, subject, user_id) values (${issuer}, ${subject}, ${userId})
    on conflict (issuer, user_id) do nothing returning subject`);
  if (linked.length === 0) throw new ProviderSignInRefused('identity_conflict');
}

/** A new user, with the role of an open invitation for the address, else the least. */
async function makeAccount(transaction: Transaction, claims: ProviderClaims): Promise<Account> {
  const [invitation] = await transaction.query<{ id: string; role: Role }>(sql`
    update invitation i set accepted_at = now() where i.email = ${claims.email} and ${isOpen} returning id, role`);
  const [made] = await transaction.query<Account>(sql`
    insert into app_user as u (id, email, name, role)
    values (${uuidv7()}, ${claims.email}, ${claims.name}, ${invitation?.role ?? 'user'}::role) returning ${columns}`);
  if (!made) throw new Error('The new user was not stored.');
  await link(transaction, claims, made.id);
  const subject = { userId: made.id, role: made.role };
  await appendAudit(
    transaction,
    invitation
      ? { action: 'invitation.accepted', actor: identityProvider, subject: { ...subject, invitationId: invitation.id } }
      : { action: 'user.saved', actor: identityProvider, subject },
  );
  return made;
}

/** Sets the role that the person's groups give; where it changes, sessions begun with the other one end. */
async function takeOverRole(transaction: Transaction, account: Account, given: Role | null): Promise<number> {
  const { id, role, sessionVersion } = account;
  if (given === null || given === role) return sessionVersion;
  if (role === 'admin' && !hasRole(given, role) && !(await hasOtherAdmin(transaction, id))) return sessionVersion;
  await transaction.query(sql`
    update app_user set role = ${given}::role, session_version = session_version + 1 where id = ${id}`);
  transaction.notify('access_changed', id);
  const subject = { userId: id, role: given, from: role };
  await appendAudit(transaction, { action: 'user.role_changed', actor: identityProvider, subject });
  return sessionVersion + 1;
}
