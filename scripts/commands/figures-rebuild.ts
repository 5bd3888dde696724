import { openDatabase } from '@/lib/store/database';
import { rebuildFigures } from '@/lib/store/figures/rebuild-figures';
import { runCommand } from '../run-command';

await runCommand(async ({ databaseUrl }) => {
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const runs = await rebuildFigures(database);
    console.log(`The figures of ${runs} runs were counted anew.`);
  } finally {
    await database.close();
  }
});
