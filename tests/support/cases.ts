import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

const projectRoot = resolve(import.meta.dirname, '../..');
const casesFolder = process.env.CASES_DIR ?? join(projectRoot, '../shared/cases');

/** Where a file or folder of the acceptance cases lies, or undefined when they are not on this machine. */
export function casesPath(name: string): string | undefined {
  const path = join(casesFolder, name);
  return existsSync(path) ? path : undefined;
}

/** `describe` for tests that read cases: without them it says so, and counts as one skipped test. */
export function describeWithCases(name: string, title: string, body: (path: string) => void): void {
  const path = casesPath(name);
  if (path !== undefined) return void describe(title, () => body(path));
  // Even a skipped describe runs its body, which reads the cases while tests are collected.
  console.warn(`Skipped "${title}": ${join(casesFolder, name)} is not here. Set CASES_DIR.`);
  it.skip(title, () => undefined);
}

/** The lines of a file of cases, each parsed. */
export function readLines<Line>(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
