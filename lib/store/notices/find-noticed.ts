import type { NoticeSettings } from '@/lib/domain/notice';
import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { groupsOfUser } from '../users/groups-of-user';

/** A person who may be told, with what they set; null when they set nothing. */
export interface Noticed {
  userId: string;
  email: string;
  role: Role;
  groups: string[];
  settings: NoticeSettings | null;
}

/** Everyone who may decide anything, and these others; nobody who is disabled. */
export async function findNoticed(transaction: Transaction, others: readonly string[]): Promise<Noticed[]> {
  return transaction.query<Noticed>(sql`
    select u.id as user_id, u.email, u.role, ${groupsOfUser} as groups, s.body as settings
    from app_user u left join notice_settings s on s.user_id = u.id
    where u.disabled_at is null and (u.role <> 'user' or u.id = any(${others}))`);
}
