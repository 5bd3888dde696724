import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../project-root';

/** A process of the bench. */
export interface BenchProgram {
  /** What it said once it was ready. */
  firstLine: string;
  process: ChildProcess;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** Starts a process of the bench by its name in scripts/bench/child.ts and waits until it says that it is ready. */
export function startProgram(name: string, env: Record<string, string>): Promise<BenchProgram> {
  return startFile('dist/bench.js', name, { ...env, BENCH_PROGRAM: name });
}

/** Starts a worker as `npm run worker` does, with all that it does beside carrying on runs. */
export function startWorker(databaseUrl: string): Promise<BenchProgram> {
  const env = { DATABASE_URL: databaseUrl, NEXTAUTH_SECRET: 'a secret for the bench, long enough to parse' };
  return startFile('dist/worker.js', 'worker', env);
}

async function startFile(file: string, name: string, env: Record<string, string>): Promise<BenchProgram> {
  const child = spawn(process.execPath, [join(projectRoot, file)], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const [firstLine] = (await Promise.race([once(lines, 'line'), ended])) as [unknown];
  if (typeof firstLine !== 'string') throw new Error(`The bench's program "${name}" ended with ${String(firstLine)}.`);
  return {
    firstLine,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
