// Bundles every scripts/commands/*.ts into dist/*.js when their sources have changed. Packages stay outside.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.sources');

/** One hash of the content of these files and folders, tests left out. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.flatMap(filesUnder)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(join(root, path))) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\/generated\//.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

/** Brings dist up to date. Each file is replaced at once, so commands that start together may all bundle. */
export async function bundle() {
  const sources = hashOf(['scripts', 'lib', 'prisma', 'tests/support', 'package-lock.json', 'tsconfig.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const { build } = await import('esbuild');
  const staging = join(root, `dist/.staging-${randomUUID()}`);
  mkdirSync(staging, { recursive: true });
  try {
    await import('./generate-client.mjs');
    const commands = readdirSync(join(root, 'scripts/commands')).filter((name) => name.endsWith('.ts'));
    await build({
      absWorkingDir: root,
      entryPoints: commands.map((name) => join('scripts/commands', name)),
      outdir: staging,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'linked',
      logLevel: 'warning',
    });
    for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dist, name));
    writeFileSync(stamp, sources);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
