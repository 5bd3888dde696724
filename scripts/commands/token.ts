import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { role } from '@/lib/domain/role';
import { createToken } from '@/lib/services/users/create-token';
import { openDatabase } from '@/lib/store/database';
import { PlainError } from '../plain-error';
import { runCommand } from '../run-command';

const USAGE = 'Usage: npm run token -- --email ana@example.com --role user|reviewer|admin [--customer ID]';

await runCommand(async ({ databaseUrl, argv }) => {
  const { email, role, customer } = readArguments(argv);
  const database = openDatabase(databaseUrl);
  try {
    console.log(await createToken({ database }, { email, role, customerId: customer }));
  } catch (error) {
    if (error instanceof ZodError) throw new PlainError(`"${email}" is not an e-mail address. ${USAGE}`);
    throw error;
  } finally {
    await database.close();
  }
});

function readArguments(argv: string[]) {
  try {
    const options = { email: { type: 'string' }, role: { type: 'string' }, customer: { type: 'string' } } as const;
    const { values } = parseArgs({ args: argv, options });
    return { email: values.email ?? '', role: role.parse(values.role), customer: values.customer };
  } catch {
    throw new PlainError(USAGE);
  }
}
