import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

const projectRoot = resolve(import.meta.dirname, '../..');
const casesFolder = process.env.CASES_DIR ?? join(projectRoot, '../shared/cases');

/** Where a file or folder of the acceptance cases lies, or undefined when they are not on this machine. */
export function casesPath(name: string): string | undefined {
  const path = join(casesFolder, name);
  return existsSync(path) ? path : undefined;
}

/** `describe` for tests that read cases: without them it says so, and its tests count as skipped. */
export function describeWithCases(name: string, title: string, body: (path: string) => void): void {
  const path = casesPath(name);
  if (path === undefined) console.warn(`Skipped "${title}": ${join(casesFolder, name)} is not here. Set CASES_DIR.`);
  describe.skipIf(path === undefined)(title, () => body(path ?? join(casesFolder, name)));
}
