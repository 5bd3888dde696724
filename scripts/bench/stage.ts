import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '@/lib/model/create-model';
import type { ModelPort } from '@/lib/domain/model';
import { readConfig } from '@/lib/config';
import { migrate } from '../database/migrate';
import { openDatabase, withClient } from '../database/open-database';
import { installPeers, type LoadPeer } from './contenders/peers';
import { startProgram } from './programs';

/** What a measure needs of this run of the bench. */
export interface Stage {
  /** The bench's own server; measures make their own databases on it. */
  serverUrl: string;
  /** The model server's address, in a process of its own. */
  modelUrl: string;
  /** The other contenders' packages; null when they could not be installed. */
  loadPeer: LoadPeer | null;
  /** A fifth of the rounds. */
  quick: boolean;
  signal: AbortSignal;
}

/** Sets the stage on a PostgreSQL of its own with the settings that `npm start` uses, and takes it away afterwards. */
export async function withStage(
  { quick, peers, signal }: { quick: boolean; peers: boolean; signal: AbortSignal },
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const database = await openDatabase({ dataDir, databaseUrl: undefined });
  const model = await startProgram('model', {});
  try {
    const loadPeer = peers ? await installPeers() : null;
    await work({ serverUrl: database.url, modelUrl: model.firstLine, loadPeer, quick, signal });
  } finally {
    await model.kill();
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A new database on the bench's server, empty or with every migration. */
export async function makeDatabase({ serverUrl }: Stage, options: { migrated: boolean }): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (options.migrated) await migrate(url.href);
  return url.href;
}

/** The client that the product uses, on the bench's model server; every contender asks through it. */
export function wireModel({ modelUrl }: Pick<Stage, 'modelUrl'>): ModelPort {
  const model = createModel(readConfig({ ANTHROPIC_API_KEY: 'bench', ANTHROPIC_BASE_URL: modelUrl }));
  if (!model) throw new Error('The bench has no model.');
  return model;
}
