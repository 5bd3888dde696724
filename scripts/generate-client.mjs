// Writes the typed database client into lib/store/generated. Prisma's native engine is never run (and never downloaded):
// the generator works without it, but the command line insists on an executable file.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const result = spawnSync(process.execPath, [prisma, 'generate'], {
  encoding: 'utf8',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
});
if (result.status !== 0) {
  process.stderr.write(
    `${result.stdout}${result.stderr}\nCould not generate the database client from prisma/schema.prisma.\n`,
  );
  process.exit(1);
}
