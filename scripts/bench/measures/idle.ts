import { setTimeout as wait } from 'node:timers/promises';
import { withClient } from '../../database/open-database';
import { startWorker } from '../programs';
import { rowOf } from '../report';
import { makeDatabase } from '../stage';
import type { Measure } from './measure';

const SECOND_MS = 1000;

/** What a worker with nothing to do asks a second, each question a transaction by itself, as the server counts them. */
export const idle: Measure = {
  name: 'idle',
  title: 'queries of an idle worker',
  run: async (stage) => {
    const databaseUrl = await makeDatabase(stage, { migrated: true });
    const worker = await startWorker(databaseUrl);
    const name = new URL(databaseUrl).pathname.slice(1);
    try {
      await wait(3 * SECOND_MS);
      const seconds = stage.quick ? 10 : 30;
      const before = await transactionsOf(stage.serverUrl, name);
      await wait(seconds * SECOND_MS);
      const speed = ((await transactionsOf(stage.serverUrl, name)) - before) / seconds;
      return [{ ...rowOf('idle worker', 'Countersign', 'transactions/s', [speed]), bar: '≤ 5', reached: speed <= 5 }];
    } finally {
      await worker.kill();
    }
  },
};

async function transactionsOf(serverUrl: string, database: string): Promise<number> {
  return withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      'select xact_commit + xact_rollback as count from pg_stat_database where datname = $1',
      [database],
    );
    return Number(rows[0]?.count);
  });
}
