import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createToken } from '@/lib/services/users/create-token';
import { createFrozenPage } from '../../tests/support/run-state/agent';
import { takeSnapshot } from '../../tests/support/run-state/snapshot';
import { states } from '../../tests/support/run-state/states';
import { FrozenWorld } from '../../tests/support/run-state/world';
import { withScratchDatabase } from '../database/scratch';
import { openDatabase, withClient } from '../database/open-database';
import { PlainError } from '../plain-error';
import { projectRoot } from '../project-root';
import { exitWith } from '../run-command';

// Stores every interesting state of a run as this release leaves it; see tests/fixtures/run-state/README.md.
await exitWith(async () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile('package.json', 'utf8')));
  const folder = join(projectRoot, 'tests/fixtures/run-state', version);
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined && !process.argv.includes('--again')) {
    throw new PlainError(`${folder} is there. A released state stays what it is; before the release, add --again.`);
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-freeze-'));
  const database = await openDatabase({ dataDir, databaseUrl: undefined });
  try {
    for (const state of Object.keys(states)) await freeze(database.url, version, state, folder);
  } finally {
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function freeze(databaseUrl: string, release: string, state: string, folder: string): Promise<void> {
  await withScratchDatabase(databaseUrl, async (url) => {
    await withClient(url, (client) => client.query(createFrozenPage));
    const world = new FrozenWorld(url);
    for (const role of ['user', 'reviewer', 'admin'] as const) {
      await createToken(world.app, { email: `${role}@example.com`, role });
    }
    const stop = await states[state]?.(world);
    const text = JSON.stringify(await takeSnapshot(url, release, state), null, 1);
    await writeFile(join(folder, `${state}.json`), `${text}\n`);
    await stop?.();
    await world.close();
    console.log(`${state}: ${text.length} bytes`);
  });
}
