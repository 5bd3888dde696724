import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { stopRunning } from '../../scripts/database/cluster';
import { withClient } from '../../scripts/database/open-database';
import { readPostmaster } from '../../scripts/database/postmaster-file';
import { databaseProcesses } from '../support/database-process';

let run: Awaited<ReturnType<typeof databaseProcesses>>;
let parent: string;
let dataDir: string;
const postmaster = () => readPostmaster(join(dataDir, 'postgres'));

beforeAll(async () => {
  run = await databaseProcesses();
});
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'countersign-launcher-'));
  // Others may pass through, unless a test closes it.
  await chmod(parent, 0o755);
  dataDir = join(parent, 'data');
});
afterEach(async () => {
  await stopRunning(dataDir);
  await rm(parent, { recursive: true, force: true });
});

it('is one server for all who start at once, and ends with the last of them', async () => {
  const processes = [run(dataDir), run(dataDir), run(dataDir), run(dataDir)];
  const urls = await Promise.all(processes.map(({ firstLine }) => firstLine));
  expect(new Set(urls).size).toBe(1);
  const [last, ...others] = processes;
  expect(await Promise.all(others.map(({ finish }) => finish()))).toEqual([0, 0, 0]);
  expect(await postmaster()).toBeDefined();
  expect(await last?.finish()).toBe(0);
  expect(await postmaster()).toBeUndefined();
  expect(await readdir(join(dataDir, 'holders'))).toEqual([]);
});

it('does not count a process that was killed', async () => {
  const [killed, other] = [run(dataDir), run(dataDir)];
  await Promise.all([killed.firstLine, other.firstLine]);
  await killed.kill();
  expect(await postmaster()).toBeDefined();
  await other.finish();
  expect(await postmaster()).toBeUndefined();
});

it('outlives its starter and is adopted by the next', async () => {
  const starter = run(dataDir);
  const url = await starter.firstLine;
  const before = await postmaster();
  await starter.kill();
  const next = run(dataDir);
  expect(await next.firstLine).toBe(url);
  expect(await postmaster()).toEqual(before);
  await next.finish();
  expect(await postmaster()).toBeUndefined();
});

it('keeps its data when the server itself is killed, and starts again', async () => {
  const first = run(dataDir);
  await withClient(await first.firstLine, async (client) => {
    await client.query('create table kept as select 7 as n');
    await client.query('checkpoint');
  });
  const before = await postmaster();
  process.kill(before?.pid ?? 0, 'SIGKILL');
  await first.kill();
  const next = run(dataDir);
  const { rows } = await withClient(await next.firstLine, (client) => client.query('select n from kept'));
  expect(rows).toEqual([{ n: 7 }]);
  expect((await postmaster())?.pid).not.toBe(before?.pid);
  await next.finish();
});

it('takes over the lock of a process that was killed with it, also when several want it', async () => {
  await mkdir(dataDir);
  const holder = run(dataDir, 'lock');
  expect(await holder.firstLine).toBe('locked');
  const waiting = [run(dataDir), run(dataDir), run(dataDir)];
  await holder.kill();
  const urls = await Promise.all(waiting.map(({ firstLine }) => firstLine));
  expect(new Set(urls).size).toBe(1);
  await Promise.all(waiting.map(({ finish }) => finish()));
  expect((await readdir(dataDir)).filter((name) => name.startsWith('lock'))).toEqual([]);
});

it('is not misled by a file that names a process which is no database', async () => {
  const first = run(dataDir);
  await first.firstLine;
  await first.finish();
  await writeFile(
    join(dataDir, 'postgres/postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n\n\nready\n`,
  );
  const next = run(dataDir);
  expect(await next.firstLine).toMatch(/^postgres:/);
  await next.finish();
});

it('listens on loopback only, with a password nobody else can read', async () => {
  const only = run(dataDir);
  const url = new URL(await only.firstLine);
  expect(url.hostname).toBe('127.0.0.1');
  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  await withClient(url.href, async (client) => {
    const { rows } = await client.query("select current_setting('listen_addresses') as addresses");
    expect(rows).toEqual([{ addresses: '127.0.0.1' }]);
  });
  url.password = 'guess';
  await expect(withClient(url.href, () => Promise.resolve())).rejects.toThrow('password authentication failed');
  await only.finish();
});

it('works in a folder that others cannot enter', async () => {
  await chmod(parent, 0o700);
  const only = run(dataDir);
  const { rows } = await withClient(await only.firstLine, (client) => client.query('select 1 as one'));
  expect(rows).toEqual([{ one: 1 }]);
  expect(await only.finish()).toBe(0);
});

it('says in one line that a data directory cannot be made', async () => {
  await writeFile(dataDir, 'a file');
  await expect(run(dataDir).firstLine).rejects.toThrow(`Cannot make the data directory ${dataDir}`);
  await rm(dataDir);
});
