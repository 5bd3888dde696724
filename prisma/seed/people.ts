import { uuidv7 } from 'uuidv7';
import { systemActor } from '@/lib/domain/audit';
import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { mia } from './store-users';

const people: { name: string; role: Role; customerId: string | null }[] = [
  { name: 'Mia Chen', role: 'user', customerId: mia.id },
  { name: 'Ravi Menon', role: 'reviewer', customerId: null },
  { name: 'Ana Duarte', role: 'reviewer', customerId: null },
  { name: 'Ada Lindholm', role: 'admin', customerId: null },
];

/** Makes the demo's people, who sign in by one click and have no password. Gives the admin's id. */
export async function seedPeople(transaction: Transaction): Promise<string> {
  let adminId = '';
  for (const { name, role, customerId } of people) {
    const id = uuidv7();
    if (role === 'admin') adminId = id;
    const email = `${name.split(' ')[0]?.toLowerCase()}@demo.countersign.local`;
    await transaction.query(sql`insert into app_user (id, email, name, role, customer_id)
      values (${id}, ${email}, ${name}, ${role}::role, ${customerId})`);
    const actor = systemActor('demo-seed');
    await appendAudit(transaction, { action: 'user.saved', actor, subject: { userId: id, role } });
  }
  return adminId;
}
