// Writes the typed database client into lib/store/generated when the schema has changed. Prisma's native engine is never
// run (and never downloaded): the generator works without it, but the command line insists on an executable file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'lib/store/generated/.schema');

const folder = join(root, 'prisma/schema');
const schema = readdirSync(folder)
  .toSorted()
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const hash = createHash('sha256')
  .update(schema)
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const result = spawnSync(process.execPath, [prisma, 'generate'], { cwd: root, encoding: 'utf8', env });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}\nCould not generate the client from prisma/schema.\n`);
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}
