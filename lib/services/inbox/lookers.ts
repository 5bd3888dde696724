import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Actor } from '../application';

/** Somebody who has an item open. */
export interface Looker {
  id: string;
  name: string;
}

/** Selects, as JSON, who else has an item open at this moment; null when nobody. */
export function lookersAt(itemId: SqlStatement, actor: Actor): SqlStatement {
  return sql`
    (select json_agg(json_build_object('id', looker.id, 'name', looker.name) order by looker.name, looker.id)
     from inbox_look look join app_user looker on looker.id = look.user_id
     where look.item_id = ${itemId} and look.lease_until > now() and look.user_id <> ${actor.userId}
       and looker.disabled_at is null)`;
}
