import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removePrograms, runChaos } from '../../tests/support/chaos/run-chaos';
import { migrate } from '../database/migrate';
import { openDatabase } from '../database/open-database';
import { PlainError } from '../plain-error';
import { exitWith } from '../run-command';

const USAGE = 'Usage: npm run chaos -- [--seconds 60] [--seed N] [--clients 16] [--kill-every MIN,MAX (milliseconds)]';

// Kills the processes of a whole deployment at random and checks what is left; on a database of its own.
await exitWith(async () => {
  const options = readArguments(process.argv.slice(2));
  console.log(`Seed ${options.seed}, ${options.seconds} s.`);
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-chaos-'));
  const database = await openDatabase({ dataDir, databaseUrl: undefined });
  try {
    await migrate(database.url);
    const report = await runChaos({ ...options, databaseUrl: database.url });
    console.log(JSON.stringify(report, null, 2));
    console.log(report.green ? 'Green: nothing lost, doubled or unapproved.' : 'RED: see the findings above.');
    if (!report.green) process.exitCode = 1;
  } finally {
    await removePrograms();
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  }
});

function readArguments(args: string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { seconds: text, seed: text, clients: text, 'kill-every': text };
    const { values } = parseArgs({ args, options });
    const [from = 500, to = 2500] = (values['kill-every'] ?? '500,2500').split(',').map(numberFrom);
    return {
      seconds: numberFrom(values.seconds ?? '60'),
      seed: numberFrom(values.seed ?? String(randomInt(2 ** 31))),
      clients: numberFrom(values.clients ?? '16'),
      killEveryMs: [from, to] as const,
    };
  } catch {
    throw new PlainError(USAGE);
  }
}

function numberFrom(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${text} is not a whole number.`);
  return number;
}
