import { dumpStore } from '@/lib/agents/retail/store/dump-store';
import { openDatabase } from '@/lib/store/database';
import { runCommand } from '../run-command';

await runCommand(async ({ databaseUrl }) => {
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const text = await database.transaction(dumpStore);
    // A pipe takes a megabyte in parts; the process must not end before the last.
    await new Promise((resolve) => process.stdout.write(`${text}\n`, resolve));
  } finally {
    await database.close();
  }
});
