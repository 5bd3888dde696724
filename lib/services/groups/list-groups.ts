import type { GroupList, GroupView } from '@/lib/api/contract/group';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';

/** Every group by name, with its members by address. */
export async function listGroups({ database }: Pick<Application, 'database'>): Promise<GroupList> {
  const items = await database.query<GroupView>(sql`
    select g.name, g.provider_group, g.role,
           coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'email', u.email,
                                               'byProvider', member.by_provider) order by u.email)
                      filter (where u.id is not null), '[]') as members
    from app_group g
    left join app_group_member member on member.group_name = g.name
    left join app_user u on u.id = member.user_id
    group by g.name order by g.name`);
  return { items };
}
