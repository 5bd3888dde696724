import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './project-root';

const tools: [title: string, program: string, ...args: string[]][] = [
  ['format', 'prettier', '--check', '--log-level', 'warn', '--cache', '.'],
  ['types', 'tsc', '--noEmit', '--project', '.'],
  ['lint', 'eslint', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '--cache-strategy', 'content', '.'],
  ['imports', 'depcruise', '--output-type', 'err', 'app', 'components', 'lib', 'prisma', 'scripts', 'tests'],
  ['unused', 'knip', '--no-progress'],
];

/** Runs every static check, two at a time, and prints what failed. True when all passed. */
export async function check(): Promise<boolean> {
  const waiting = [...tools];
  let passed = true;
  const worker = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) passed = (await run(...tool)) && passed;
  };
  await Promise.all([worker(), worker()]);
  return passed;
}

function run(title: string, program: string, ...args: string[]): Promise<boolean> {
  const started = Date.now();
  const path = join(projectRoot, 'node_modules/.bin', program);
  return new Promise((resolve) => {
    execFile(path, args, { cwd: projectRoot, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${error ? 'failed' : 'passed'}  ${title} (${seconds} s)`);
      if (error) console.log(`${stdout}${stderr}`.trim() || error.message);
      resolve(!error);
    });
  });
}
