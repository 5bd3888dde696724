import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsFolder } from '../database/migrate';
import { withClient } from '../database/open-database';
import { PlainError } from '../plain-error';
import { runCommand } from '../run-command';
import { diffToSchema } from '../schema-engine';
import { withScratchDatabase } from '../database/scratch';
import { diffToTransitions } from '../database/transition-triggers';

await runCommand(async ({ databaseUrl, argv }) => {
  const name = argv[0];
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    throw new PlainError(
      'Give the migration a name of small letters, digits and underscores: npm run migrate:author -- add_run_cost',
    );
  }
  const sql = await withScratchDatabase(databaseUrl, async (url) => {
    const parts = [await diffToSchema(url), await withClient(url, diffToTransitions)];
    return parts.filter((part) => part !== '').join('\n');
  });
  if (!sql) return console.log('The migrations already lead to prisma/schema and the tables of transitions.');
  const number = String((await readdir(migrationsFolder).catch(() => [])).length + 1).padStart(4, '0');
  const folder = join(migrationsFolder, `${number}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it; add below it what the schema cannot say.`);
});
