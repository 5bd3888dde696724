import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '../check';
import { projectRoot } from '../project-root';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export type Results = Record<string, Counts>;

const inResults = (name: string) => join(projectRoot, 'test-results', name);

/** The static checks, each counted as one test. */
export async function runChecks(): Promise<Results> {
  const { passed, failed } = await check();
  return { check: { passed, failed, skipped: 0 } };
}

/** Vitest's projects, all in one run. */
export async function runVitest(projects: string[]): Promise<Results> {
  const counts = inResults('suites.json');
  await rm(counts, { force: true });
  const reporters = ['--reporter=default', '--reporter=./tests/support/suite-counts.ts'];
  const chosen = projects.map((name) => `--project=${name}`);
  const code = await run('vitest', ['run', '--passWithNoTests', ...reporters, ...chosen], { SUITE_COUNTS: counts });
  return withFailure(JSON.parse(await readFile(counts, 'utf8').catch(() => '{}')) as Results, 'vitest', code);
}

/** The browser tests. */
export async function runPlaywright(): Promise<Results> {
  const report = inResults('e2e.json');
  await rm(report, { force: true });
  const code = await run('playwright', ['test']);
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { stats } = JSON.parse(text) as { stats?: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> };
  const counts = stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  return withFailure(counts ? { e2e: counts } : {}, 'e2e', code);
}

/** A runner that fails without a failed test still fails the whole. */
function withFailure(results: Results, name: string, code: number): Results {
  const failed = Object.values(results).reduce((sum, counts) => sum + counts.failed, 0);
  return code === 0 || failed > 0
    ? results
    : { ...results, [name]: { passed: 0, failed: 1, skipped: 0, ...results[name] } };
}

async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const path = join(projectRoot, 'node_modules/.bin', program);
  const child = spawn(path, args, { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
