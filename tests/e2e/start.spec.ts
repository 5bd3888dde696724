import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readPostmaster } from '../../scripts/database/postmaster-file';
import { startApplication } from '../support/application';

let dataDir: string;
const database = () => readPostmaster(join(dataDir, 'postgres'));
const answers = (url: string) => fetch(url).then(({ status }) => status);

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-start-'));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('Ctrl-C ends the server and its database, with exit code 0', async () => {
  const application = await startApplication({ dataDir });
  expect(await answers(application.url)).toBe(200);
  expect(await database()).toBeTruthy();
  expect(await application.stop()).toBe(0);
  expect(await database()).toBeUndefined();
  await expect(answers(application.url)).rejects.toThrow();
});

test('a second start refuses a taken port and says what to type', async () => {
  const first = await startApplication({ dataDir });
  const port = Number(new URL(first.url).port);
  await expect(startApplication({ dataDir, port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken. If Countersign runs there already, open ${first.url}`,
  );
  expect(await answers(first.url)).toBe(200);
  expect(await first.stop()).toBe(0);
});

test('a second start on another port shares the database; the last one out stops it', async () => {
  const first = await startApplication({ dataDir });
  const started = await database();
  const second = await startApplication({ dataDir });
  expect(await database()).toEqual(started);
  expect(await first.stop()).toBe(0);
  expect(await database()).toEqual(started);
  expect(await answers(second.url)).toBe(200);
  expect(await second.stop()).toBe(0);
  expect(await database()).toBeUndefined();
});

test('after kill -9 nothing serves, and the next start takes the running database over', async () => {
  const first = await startApplication({ dataDir });
  const started = await database();
  await first.kill();
  await expect.poll(() => answers(first.url).catch(() => 'gone')).toBe('gone');
  const second = await startApplication({ dataDir, port: Number(new URL(first.url).port) });
  expect(await database()).toEqual(started);
  expect(await second.stop()).toBe(0);
  expect(await database()).toBeUndefined();
});

test('a page that keeps asking does not hold up the end', async () => {
  const application = await startApplication({ dataDir });
  let asking = true;
  const ask = async () => {
    // One kept connection: each request follows the last at once.
    for (; asking;) await answers(application.url).catch(() => (asking = false));
  };
  const asked = [ask(), ask(), ask()];
  const before = Date.now();
  expect(await application.stop()).toBe(0);
  expect(Date.now() - before).toBeLessThan(5_000);
  await Promise.all(asked);
});

test('a wrong setting is one plain line', async () => {
  const wrong = startApplication({ dataDir, env: { WORKERS: 'two' } });
  await expect(wrong).rejects.toThrow(/WORKERS is neither inline nor none\. Example: WORKERS=inline\n$/);
  const nowhere = startApplication({ dataDir, env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/x' } });
  await expect(nowhere).rejects.toThrow(/Cannot connect to PostgreSQL at 127\.0\.0\.1:9\/x: .*ECONNREFUSED/);
});
