import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench, measures } from '../bench/bench';
import { runChild } from '../bench/child';
import { PlainError } from '../plain-error';
import { projectRoot } from '../project-root';
import { exitWith } from '../run-command';

const folder = join(projectRoot, '.bench');
const program = process.env.BENCH_PROGRAM;

const stop = new AbortController();
if (program === undefined) for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
await exitWith(async () => {
  if (program !== undefined) return runChild(program);
  const options = readArguments(process.argv.slice(2));
  await mkdir(folder, { recursive: true });
  await bench({ ...options, signal: stop.signal });
}, stop.signal);

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        quick: { type: 'boolean', default: false },
        'no-peers': { type: 'boolean', default: false },
        json: { type: 'string', default: join(folder, 'figures.json') },
      },
    });
    const unknown = values.only.find((wanted) => !measures.some(({ name }) => name === wanted));
    if (unknown !== undefined) throw new Error(unknown);
    return { only: values.only, quick: values.quick, peers: !values['no-peers'], json: values.json };
  } catch {
    const names = measures.map(({ name }) => name).join(', ');
    throw new PlainError(
      `Usage: npm run bench -- [--quick] [--only NAME]… [--no-peers] [--json FILE]\nNames: ${names}`,
    );
  }
}
