import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync, closeSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PlainError } from '../plain-error';
import { findPostgresBinaries } from './postgres-binaries';
import { isPostgres, readPostmaster, type Postmaster } from './postmaster-file';
import { chooseRunner, type Runner } from './unprivileged';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const START_ATTEMPTS = 5;
const POLL_MS = 15;
export const SUPERUSER = 'countersign';

/** Server settings by name, added to ours: tests turn fsync off. */
export type ServerSettings = Record<string, string>;

const ownSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const clusterIn = (dataDir: string) => join(dataDir, 'postgres');
const logIn = (dataDir: string) => join(dataDir, 'postgres.log');
const passwordFileIn = (dataDir: string) => join(dataDir, 'postgres.password');

export const readPassword = (dataDir: string) => readFile(passwordFileIn(dataDir), 'utf8');

/** Adopts the PostgreSQL that runs in the data directory, or makes and starts one. Call it under the directory's lock. */
export async function ensureRunning(dataDir: string, settings: ServerSettings): Promise<Postmaster> {
  const running = await settled(clusterIn(dataDir));
  if (running) return running;
  const binaries = findPostgresBinaries();
  const owner = await stat(clusterIn(dataDir)).then(
    ({ uid }) => uid,
    () => undefined,
  );
  const runner = chooseRunner(binaries.postgres, dataDir, owner);
  if (owner === undefined) await initialise(dataDir, binaries.initdb, runner, settings);
  return start(dataDir, binaries.postgres, runner, settings);
}

/** Stops the PostgreSQL of the data directory and waits until it has. Call it under the directory's lock. */
export async function stopRunning(dataDir: string): Promise<void> {
  const cluster = clusterIn(dataDir);
  const running = await readPostmaster(cluster);
  if (!running) return;
  if (process.platform === 'win32') {
    await promisify(execFile)(findPostgresBinaries().pgCtl, ['stop', '-D', cluster, '-m', 'fast']);
    return;
  }
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (existsSync(join(cluster, 'postmaster.pid')) && isPostgres(running.pid)) {
    if (Date.now() > deadline)
      throw new PlainError(`PostgreSQL (process ${running.pid}) does not stop. See ${logIn(dataDir)}.`);
    await wait(POLL_MS);
  }
}

/** Waits out a start or a stop that another process began and did not live to see. */
async function settled(cluster: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const running = await readPostmaster(cluster);
    if (!running || running.ready) return running;
    if (Date.now() > deadline) throw new PlainError(`PostgreSQL (process ${running.pid}) neither starts nor ends.`);
    await wait(POLL_MS);
  }
}

/** Makes the cluster beside its place and moves it there whole, so that a killed attempt leaves nothing half made. */
async function initialise(dataDir: string, initdb: string, runner: Runner, settings: ServerSettings): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const staging = await mkdtemp(join(dataDir, 'initdb-'));
  try {
    const passwordFile = join(staging, 'password');
    const cluster = join(staging, 'cluster');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await mkdir(cluster, { mode: 0o700 });
    for (const path of [staging, passwordFile, cluster]) runner.own(path);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const sync = settings.fsync === 'off' ? ['--no-sync'] : [];
    const [command, args] = runner.command(initdb, ['-D', cluster, ...locale, ...access, ...sync]);
    await promisify(execFile)(command, args, { ...runner.options, cwd: staging });
    await writeFile(passwordFileIn(dataDir), password, { mode: 0o600 });
    await rename(cluster, clusterIn(dataDir));
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new PlainError(`Could not make a database in ${dataDir}: ${lastLines(stderr || message)}`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function start(dataDir: string, postgres: string, runner: Runner, settings: ServerSettings): Promise<Postmaster> {
  const cluster = clusterIn(dataDir);
  // What is left of a dead server; PostgreSQL itself would refuse when its pid is another program's by now.
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  for (let attempt = 1; ; attempt++) {
    const ended = launch(dataDir, postgres, runner, { ...ownSettings, port: String(await freePort()), ...settings });
    const outcome = await Promise.race([ended.then(() => 'ended' as const), untilReady(cluster)]);
    if (outcome !== 'ended') return outcome;
    // Someone took the port, or the last backends of a killed server still hold its memory.
    if (attempt === START_ATTEMPTS) {
      throw new PlainError(`PostgreSQL did not start: ${lastLines(await readFile(logIn(dataDir), 'utf8'))}`);
    }
    await wait(200 * attempt);
  }
}

/** Starts PostgreSQL so that it outlives this process; resolves when it ends. */
function launch(dataDir: string, postgres: string, runner: Runner, settings: ServerSettings): Promise<void> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args] = runner.command(postgres, ['-D', clusterIn(dataDir), ...flags]);
  const log = openSync(logIn(dataDir), 'a', 0o600);
  const cwd = clusterIn(dataDir);
  const child = spawn(command, args, { ...runner.options, cwd, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

async function untilReady(cluster: string): Promise<Postmaster> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const running = await readPostmaster(cluster);
    if (running?.ready) return running;
    if (Date.now() > deadline) throw new PlainError(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s.`);
    await wait(POLL_MS);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const lastLines = (text: string) => text.trim().split('\n').slice(-4).join('\n');
