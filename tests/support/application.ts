import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '../..');
const START_PATIENCE_MS = 300_000;

export interface RunningApplication {
  url: string;
  pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does, or by another signal; gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

export interface ApplicationOptions {
  dataDir: string;
  /** Kept over a restart, so that a page that is open finds the server again. */
  port?: number;
  env?: Record<string, string>;
}

/** Starts the real application, as `npm start` does, and waits until it says it is ready. */
export async function startApplication({ dataDir, port, env = {} }: ApplicationOptions): Promise<RunningApplication> {
  const chosenPort = port ?? (await freePort());
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: projectRoot,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(chosenPort), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let output = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Countersign is ready')) resolve();
      });
    }
  });
  const slow = AbortSignal.timeout(START_PATIENCE_MS);
  const outcome = await Promise.race([ready, ended, once(slow, 'abort')]);
  if (outcome !== undefined) {
    child.kill('SIGKILL');
    throw new Error(`The application did not start:\n${output}`);
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await ended)[0];
  };
  return {
    url: `http://127.0.0.1:${chosenPort}`,
    pid: child.pid ?? 0,
    output: () => output,
    stop: (signal = 'SIGINT') => end(signal),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
