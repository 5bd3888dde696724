import { sql } from '@/lib/domain/sql';

/** The names of the groups that the user `u` of a statement is in, in order. */
export const groupsOfUser = sql`
  array(select member.group_name from app_group_member member where member.user_id = u.id order by member.group_name)`;
