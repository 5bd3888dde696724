import pg from 'pg';
import type { Contender } from '../contenders/contender';
import { rowOf, withRatios, type Row } from '../report';
import { wireModel, type Stage } from '../stage';
import { askModel } from '../contenders/bare-table';
import { messageFor } from '../work';
import { withField } from './field';
import type { Measure } from './measure';

const STEPS = 20;

/** A run of twenty steps, each a model call over the wire and a read, everything of it durable; its time and its WAL. */
export const step: Measure = {
  name: 'step',
  title: 'a persisted step, and its WAL',
  run: async (stage) => {
    const model = wireModel(stage);
    return withField(stage, { model }, async (all) => {
      const field = all.filter((contender) => contender.runSteps);
      const { times, bytes } = await runRounds(stage, field);
      const alone = rowOf('model call alone', 'all', 'ms', await modelAlone(stage));
      return [alone, ...timesOf(times, alone.median), ...bytesOf(bytes)];
    });
  },
};

type Values = Map<string, number[]>;

async function runRounds(stage: Stage, field: readonly Contender[]): Promise<{ times: Values; bytes: Values }> {
  const rounds = stage.quick ? 8 : 30;
  const warmUp = 3;
  const times: Values = new Map(field.map(({ name }) => [name, []]));
  const bytes: Values = new Map(field.map(({ name }) => [name, []]));
  const client = new pg.Client({ connectionString: stage.serverUrl });
  await client.connect();
  try {
    for (let round = 0; round < warmUp + rounds && !stage.signal.aborted; round++) {
      for (const { name, runSteps } of field) {
        const written = await walPosition(client);
        const from = performance.now();
        await runSteps?.(STEPS);
        const took = performance.now() - from;
        const wal = (await walPosition(client)) - written;
        if (round < warmUp) continue;
        times.get(name)?.push(took / STEPS);
        bytes.get(name)?.push(wal / STEPS);
      }
    }
  } finally {
    await client.end();
  }
  return { times, bytes };
}

async function walPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  );
  return Number(rows[0]?.bytes);
}

async function modelAlone(stage: Stage): Promise<number[]> {
  const model = wireModel(stage);
  const text = messageFor({ steps: STEPS });
  const values: number[] = [];
  for (let round = 0; round < 200; round++) {
    const from = performance.now();
    await askModel(model, [{ role: 'user', content: [{ type: 'text', text }] }]);
    values.push(performance.now() - from);
  }
  return values;
}

/** The step as a whole and, for the ratios, without the model's answer, which costs all of them the same. */
function timesOf(times: Values, modelMs: number): Row[] {
  const gross = [...times].map(([name, values]) => rowOf('a persisted step', name, 'ms', values));
  const net = [...times].map(([name, values]) =>
    rowOf(
      '… without the model call',
      name,
      'ms',
      values.map((value) => value - modelMs),
    ),
  );
  return [...judged(withRatios(gross)), ...withRatios(net)];
}

function bytesOf(bytes: Values): Row[] {
  return judged(withRatios([...bytes].map(([name, values]) => rowOf('WAL of a step', name, 'B', values))));
}

function judged(rows: Row[]): Row[] {
  return rows.map((row) =>
    row.contender === 'Countersign' && row.toLangGraph !== undefined
      ? { ...row, bar: '≤ 1× LangGraph', reached: row.toLangGraph <= 1 }
      : row,
  );
}
