import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '../../scripts/project-root';

/** A process that carries runs on, and can be asked to end. */
export interface WorkingProcess {
  /** Ends it as an operator's SIGTERM does; gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  kill(): Promise<void>;
}

/** Starts a worker process as `npm run worker` does, and waits until it says that it works. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkingProcess> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'worker'], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const working = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => text.includes('Working.') && resolve());
  });
  const early = await Promise.race([working, ended]);
  if (early) throw new Error(`The worker ended with ${early[0]}.`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await ended)[0];
  };
  return {
    stop: (signal = 'SIGTERM') => end(signal),
    kill: async () => void (await end('SIGKILL')),
  };
}
