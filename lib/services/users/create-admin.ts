import { hashPassword } from '@/lib/auth/password';
import { systemActor } from '@/lib/domain/audit';
import { email as address } from '@/lib/domain/person';
import type { Application } from '@/lib/services/application';
import { saveUser } from './save-user';
import { newPassword } from './user-form';

/** Makes an admin, or makes the user of this address one, with this password. Throws ZodError when either is unfit. */
export async function createAdmin(
  { database }: Pick<Application, 'database'>,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const user = address.parse(email);
  const passwordHash = await hashPassword(newPassword.parse(password));
  const change = { email: user, role: 'admin' as const, passwordHash };
  await database.transaction((transaction) => saveUser(transaction, change, systemActor('command')));
}
