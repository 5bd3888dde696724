import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('docs/security.md names tests that exist, at least one for every threat', () => {
  const lines = readFileSync(resolve(root, 'docs/security.md'), 'utf8').split('\n');
  const rows = lines.filter((line) => /^\| (?!threat|-)/.test(line));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const tests = [...(row.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    expect(tests, row).not.toEqual([]);
    for (const path of tests) expect(existsSync(resolve(root, path)), path).toBe(true);
  }
});
