import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '@/lib/store/database';
import { makeSetupLink } from '@/lib/services/users/setup';
import { seedDemo } from '../../prisma/seed/index';
import { PlainError } from '../plain-error';
import { projectRoot } from '../project-root';
import type { CommandContext } from '../run-command';
import { nextProgram } from './next-program';
import { authSecret } from './secret';

/** Longer than the server gives itself to end in order. */
const STOP_PATIENCE_MS = 11_000;
const POLL_MS = 50;

/** Serves until asked to stop: seeds the demo, starts Next beside us, prints where to go. */
export async function serve(mode: 'start' | 'dev', context: CommandContext): Promise<void> {
  const { config, databaseUrl, signal } = context;
  const links = config.demo ? (await seedDemo(databaseUrl, config)).links : await setupLinks(context);
  const server = startNext(mode, context, await authSecret(config));
  const ended = once(server, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    const ready = await Promise.race([ended, stopped, untilAnswering(context)]);
    if (ready === 'ready') printLinks(config.nextAuthUrl, links);
    const outcome = await Promise.race([ended, stopped]);
    if (outcome && !signal.aborted) throw new PlainError(`The server ended by itself (${outcome[0] ?? outcome[1]}).`);
  } finally {
    await stop(server, ended);
  }
}

/** Somewhere to make the first admin, while there is nobody who could sign in. */
async function setupLinks({ config, databaseUrl }: CommandContext): Promise<{ title: string; url: string }[]> {
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const url = await makeSetupLink({ config, database });
    return url ? [{ title: 'Make the first admin (works once)', url }] : [];
  } finally {
    await database.close();
  }
}

/**
 * A process group of its own: Ctrl-C reaches us alone and we end it in order. The channel tells it when we die without
 * a goodbye.
 */
function startNext(mode: 'start' | 'dev', { config, databaseUrl }: CommandContext, secret: string): ChildProcess {
  const env = {
    ...process.env,
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    DATA_DIR: config.dataDir,
    DEMO: config.demo ? 'on' : 'off',
    SAMPLE: config.sample ? 'on' : 'off',
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: config.nextAuthUrl,
    STARTED_BY_COMMAND: 'yes',
    // Next would end as soon as its connections are closed, whatever a worker beside them still has in hand.
    ...(mode === 'start' ? { NEXT_MANUAL_SIG_HANDLE: 'yes' } : {}),
  } as const;
  const args = [nextProgram, mode, '--hostname', config.host, '--port', String(config.port)];
  return spawn(process.execPath, args, {
    cwd: projectRoot,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Any answer will do: a request waits until the server has really started, a connection does not. */
async function untilAnswering({ config, signal }: CommandContext): Promise<'ready' | undefined> {
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  while (!signal.aborted) {
    const answered = fetch(`http://${host}:${config.port}/`, { redirect: 'manual', signal });
    if (
      await answered.then(
        () => true,
        () => false,
      )
    )
      return 'ready';
    await wait(POLL_MS);
  }
  return undefined;
}

function printLinks(home: string, links: { title: string; url: string }[]): void {
  const width = Math.max(0, ...links.map(({ title }) => title.length));
  const lines = links.map(({ title, url }) => `  ${title.padEnd(width)}  ${url}`);
  console.log(['', `Countersign is ready: ${home}`, ...lines, 'Stop it with Ctrl-C.', ''].join('\n'));
}

async function stop(server: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    await Promise.race([ended, wait(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }
  // Whatever is left of its group, development's own children too.
  if (server.pid !== undefined) killGroup(server.pid);
  if (server.connected) server.disconnect();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended.
  }
}
