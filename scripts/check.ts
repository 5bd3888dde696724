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

/** Runs every static check, two at a time, prints what failed, and counts. */
export async function check(): Promise<{ passed: number; failed: number }> {
  const waiting = [...tools];
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift())
      counts[(await run(...tool)) ? 'passed' : 'failed'] += 1;
  };
  await Promise.all([worker(), worker()]);
  return counts;
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
