import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const projectRoot = resolve(import.meta.dirname, '../..');
const scratch = await mkdtemp(join(tmpdir(), 'countersign-boundaries-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

interface Report {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

function cruise(folder: string, ...paths: string[]): Promise<Report> {
  const program = join(projectRoot, 'node_modules/.bin/depcruise');
  const args = ['--config', join(projectRoot, '.dependency-cruiser.cjs'), '--output-type', 'json', ...paths];
  return new Promise((done) => {
    // It exits with the number of violations: what it prints tells all.
    execFile(program, args, { cwd: folder, maxBuffer: 64 << 20 }, (_, stdout) => done(JSON.parse(stdout) as Report));
  });
}

/** What the rules say of files with these contents, as "file → file". */
async function violationsOf(files: Record<string, string>): Promise<string[]> {
  for (const [path, content] of Object.entries({ 'tsconfig.json': '{}', 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(scratch, path)), { recursive: true });
    await writeFile(join(scratch, path), content);
  }
  const { summary } = await cruise(scratch, ...Object.keys(files));
  return summary.violations.map(({ from, to }) => `${from} → ${to}`);
}

it('the import rules see the modules and the imports between them', async () => {
  const { modules } = await cruise(projectRoot, 'lib', 'app', 'scripts');
  expect(modules.length).toBeGreaterThan(60);
  const database = modules.find(({ source }) => source === 'lib/store/database.ts');
  expect(database?.dependencies.map(({ resolved }) => resolved)).toContain('lib/domain/sql.ts');
});

it('an import against the direction is an error, also of a type alone', async () => {
  const type = 'export type Thing = string;';
  const violations = await violationsOf({
    'lib/services/thing.ts': type,
    'lib/store/thing.ts': type,
    'lib/domain/rule.ts': "import type { Thing } from '../store/thing';\nexport const rule = (thing: Thing) => thing;",
    'lib/gate/rule.ts': "import { rule } from '../domain/rule';\nexport const gate = rule;",
    'lib/engine/loop.ts': "export type { Thing } from '../services/thing';",
    'components/card.ts': "export type { Thing } from '../lib/services/thing';",
  });
  expect(violations.sort()).toEqual([
    'components/card.ts → lib/services/thing.ts',
    'lib/domain/rule.ts → lib/store/thing.ts',
    'lib/engine/loop.ts → lib/services/thing.ts',
  ]);
});
