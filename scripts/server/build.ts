import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../bundle.mjs';
import { withLock } from '../database/directory-lock';
import { PlainError } from '../plain-error';
import { projectRoot } from '../project-root';
import { nextProgram } from './next-program';

const stamp = join(projectRoot, '.next/sources.hash');
const BUILD_PATIENCE_MS = 600_000;
const sources = [
  ...['app', 'components', 'lib', 'public', 'prisma/schema', 'package-lock.json', 'tsconfig.json'],
  ...[
    'next.config.mjs',
    'postcss.config.mjs',
    'tailwind.config.ts',
    'instrumentation.ts',
    'instrumentation-node.ts',
    'proxy.ts',
  ],
];

/** Builds the pages when their sources have changed since the last build; one process at a time. */
export async function buildWhenNeeded(signal: AbortSignal): Promise<void> {
  if (isFresh(hashOf(sources))) return;
  const build = async () => {
    const hash = hashOf(sources);
    if (isFresh(hash)) return;
    console.log('Building the pages. This takes a minute, once after every change.');
    await nextBuild(signal);
    writeFileSync(stamp, hash);
  };
  await withLock(join(projectRoot, 'dist/build.lock'), build, BUILD_PATIENCE_MS);
}

const isFresh = (hash: string) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

function nextBuild(signal: AbortSignal): Promise<void> {
  const options = {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' },
    signal,
  };
  const child = spawn(process.execPath, [nextProgram, 'build'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new PlainError(`${Buffer.concat(output).toString()}\nThe build failed.`));
    });
  });
}
