import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { createAdmin } from '@/lib/services/users/create-admin';
import { openDatabase } from '@/lib/store/database';
import { PlainError } from '../plain-error';
import { readSecret } from '../read-secret';
import { runCommand } from '../run-command';

const USAGE =
  'Usage: npm run admin -- --email ana@example.com (asks for the password, or reads it from standard input)';

await runCommand(async ({ databaseUrl, argv }) => {
  const email = readEmail(argv);
  const password = await readSecret(`Password for ${email}: `);
  const database = openDatabase(databaseUrl);
  try {
    await createAdmin({ database }, { email, password });
    console.log(`${email} is an admin and may sign in with this password.`);
  } catch (error) {
    if (error instanceof ZodError) throw new PlainError(`${error.issues[0]?.message ?? ''} ${USAGE}`);
    throw error;
  } finally {
    await database.close();
  }
});

function readEmail(argv: string[]): string {
  try {
    const { values } = parseArgs({ args: argv, options: { email: { type: 'string' } } });
    if (values.email) return values.email;
  } catch {
    // An unknown option is answered like a missing one.
  }
  throw new PlainError(USAGE);
}
