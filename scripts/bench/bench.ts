import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { decision } from './measures/decision';
import { figures } from './measures/figures';
import { http } from './measures/decisions-over-http';
import { idle } from './measures/idle';
import { inbox } from './measures/inbox';
import { inboxScripts } from './measures/inbox-scripts';
import { killed } from './measures/killed';
import { knowledge } from './measures/knowledge';
import type { Measure } from './measures/measure';
import { parked } from './measures/parked';
import { patternCosts } from './measures/patterns';
import { price } from './measures/price';
import { race } from './measures/race';
import { rules } from './measures/rules';
import { step } from './measures/step';
import { streams } from './measures/streams';
import { barsOf, tableOf, type Row } from './report';
import { withStage } from './stage';

export const measures: readonly Measure[] = [
  decision,
  step,
  parked,
  race,
  killed,
  idle,
  http,
  inbox,
  inboxScripts,
  streams,
  rules,
  knowledge,
  patternCosts,
  price,
  figures,
];

export interface BenchOptions {
  /** Names of measures; all of them when empty. */
  only: readonly string[];
  quick: boolean;
  peers: boolean;
  /** Where the figures go as JSON. */
  json: string;
  signal: AbortSignal;
}

/** Runs the measures one after the other, prints one table and writes its figures. */
export async function bench({ only, quick, peers, json, signal }: BenchOptions): Promise<void> {
  const chosen = measures.filter(({ name }) => only.length === 0 || only.includes(name));
  const rows: Row[] = [];
  await withStage({ quick, peers, signal }, async (stage) => {
    for (const measure of chosen) {
      if (signal.aborted) return;
      console.error(`${measure.title} …`);
      // One that fails says so and leaves the others their figures.
      rows.push(...(await measure.run(stage).catch((error: unknown) => (console.error(error), []))));
    }
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(`${machine}\n\n${tableOf(rows)}\n\n${barsOf(rows)}`);
  await writeFile(json, `${JSON.stringify({ machine, quick, rows }, null, 2)}\n`);
}
