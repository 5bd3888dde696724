import { z } from 'zod';
import { role } from '@/lib/domain/role';
import { email } from '@/lib/domain/person';
import { pageOf, pageQuery } from './page';
import { time } from './time';

/** A user as admins see them; a null `customerId` is staff. `openTokens` counts the API tokens that work. */
export const personView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  customerId: z.string().nullable(),
  groups: z.array(z.string()),
  hasPassword: z.boolean(),
  hasIdentity: z.boolean(),
  openTokens: z.int(),
  createdAt: time,
  disabledAt: time.optional(),
});
export type PersonView = z.infer<typeof personView>;

export const listPeopleQuery = z.strictObject(pageQuery);
export type ListPeopleInput = z.infer<typeof listPeopleQuery>;
export const peoplePage = pageOf(personView);
export type PeoplePage = z.infer<typeof peoplePage>;

export const personAnswer = z.object({ person: personView });
export type PersonAnswer = z.infer<typeof personAnswer>;

/** `POST /people/:id/role`. */
export const changeRoleBody = z.strictObject({ role });

/** An invitation nobody has used, which works until it expires. */
export const invitationView = z.object({
  id: z.string(),
  email: z.string(),
  role,
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: time,
  expiresAt: time,
});
export type InvitationView = z.infer<typeof invitationView>;

export const invitationList = z.object({ items: z.array(invitationView) });
export type InvitationList = z.infer<typeof invitationList>;
export const invitationPage = pageOf(invitationView);

/** `POST /invitations`; an open invitation for the same address ends. */
export const inviteBody = z.strictObject({ email, role });
export type InviteInput = z.infer<typeof inviteBody>;

/**
 * The link is shown this once. `mail` tells what came of sending it: `sent`, `not_sent`, `unknown` when the mail server
 * did not answer, or `off` when there is none.
 */
export const inviteAnswer = z.object({
  invitation: invitationView,
  link: z.string(),
  mail: z.enum(['sent', 'not_sent', 'unknown', 'off']),
});
export type InviteAnswer = z.infer<typeof inviteAnswer>;
