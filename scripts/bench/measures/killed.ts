import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { uuidv7 } from 'uuidv7';
import { sql } from '@/lib/domain/sql';
import { startRun } from '@/lib/services/runs/start-run';
import { benchApplication, personOf } from '../contenders/countersign';
import { Marks } from '../marks';
import { startProgram } from '../programs';
import { rowOf } from '../report';
import { makeDatabase, type Stage } from '../stage';
import { messageFor } from '../work';
import type { Measure } from './measure';

/** kill -9 of a worker that waits for its model: until another worker asks the model for that very step. */
export const killed: Measure = {
  name: 'killed',
  title: 'kill -9 in mid-step → resumed elsewhere',
  run: async (stage) => {
    const values = await killWorkers(stage);
    const row = rowOf('kill -9 → resumed elsewhere', 'Countersign', 'ms', values);
    return [{ ...row, bar: '≤ 3,000 ms', reached: Math.max(...values) <= 3000 }];
  },
};

async function killWorkers(stage: Stage): Promise<number[]> {
  const databaseUrl = await makeDatabase(stage, { migrated: true });
  const model = await startProgram('model', {});
  const asked = createInterface(model.process.stdout ?? process.stdin);
  const app = benchApplication(databaseUrl, new Marks());
  const environment = { DATABASE_URL: databaseUrl, MODEL_URL: model.firstLine };
  const requester = await personOf(app, 'user');
  const values: number[] = [];
  try {
    for (let round = 0; round < (stage.quick ? 5 : 20) && !stage.signal.aborted; round++) {
      const first = await startProgram('worker', environment);
      const message = messageFor({ stall: uuidv7() });
      const heard = once(asked, 'line');
      const { runId } = await startRun(app, requester, { agent: 'bench', message, route: 'agent' });
      await heard;
      const second = await startProgram('worker', environment);
      const again = once(asked, 'line');
      const from = performance.now();
      await first.kill();
      await again;
      values.push(performance.now() - from);
      await second.kill();
      await app.database.query(sql`update run set status = 'cancelled' where id = ${runId}`);
    }
  } finally {
    await model.kill();
    await app.database.close();
  }
  return values;
}
