import { z } from 'zod';
import { groupName } from '@/lib/domain/group';
import { role } from '@/lib/domain/role';
import { pageOf } from './page';

const providerGroup = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}+$/u, 'A name is one line of text.')
  .nullable();

/**
 * A group; rules name it as `group:NAME`. Whom the identity provider puts into `providerGroup` becomes a member when
 * they sign in, and gets `role`.
 */
export const groupView = z.object({
  name: z.string(),
  providerGroup: z.string().nullable(),
  role: role.nullable(),
  members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), byProvider: z.boolean() })),
});
export type GroupView = z.infer<typeof groupView>;

export const groupList = z.object({ items: z.array(groupView) });
export type GroupList = z.infer<typeof groupList>;
export const groupPage = pageOf(groupView);

/** `POST /groups`: makes the group, or changes what the identity provider means by it. */
export const saveGroupBody = z.strictObject({ name: groupName, providerGroup, role: role.nullable() });
export type SaveGroupInput = z.infer<typeof saveGroupBody>;

/** `POST /groups/:name/members`: puts a person in or out. */
export const groupMemberBody = z.strictObject({ userId: z.string().min(1).max(200), member: z.boolean() });
export type GroupMemberInput = z.infer<typeof groupMemberBody>;
