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
export async function startProgram(name: string, env: Record<string, string>): Promise<BenchProgram> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/bench.js')], {
    env: { ...process.env, ...env, NODE_ENV: 'production', BENCH_PROGRAM: name },
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
