import { hashPassword } from '@/lib/auth/password';
import type { Application } from '@/lib/services/application';
import { saveUser } from './save-user';
import { email as address, newPassword } from './user-form';

/** Makes an admin, or makes the user of this address one, with this password. Throws ZodError when either is unfit. */
export async function createAdmin(
  { database }: Pick<Application, 'database'>,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const user = address.parse(email);
  const passwordHash = await hashPassword(newPassword.parse(password));
  await database.transaction((transaction) => saveUser(transaction, { email: user, role: 'admin', passwordHash }));
}
