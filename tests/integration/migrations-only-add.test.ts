import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrationsFolder } from '../../scripts/database/migrate';
import { projectRoot } from '../../scripts/project-root';
import { breaksReleaseBefore } from '../support/migration-rule';
import { snapshot } from '../support/run-state/snapshot';

/** What came with the first release, for which no release ran before; its frozen states name it. */
function migrationsOfFirstRelease(): string[] {
  const folder = join(projectRoot, 'tests/fixtures/run-state');
  const [first = ''] = readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return snapshot.parse(JSON.parse(readFileSync(join(folder, first, 'queued.json'), 'utf8'))).migrations;
}

describe('a migration after the first release', () => {
  const first = migrationsOfFirstRelease();
  const migrations = readdirSync(migrationsFolder).filter((name) => /^\d/.test(name));

  it('only adds, so that the release before runs on', () => {
    const found = migrations
      .filter((name) => !first.includes(name))
      .map((name) => [name, breaksReleaseBefore(readFileSync(join(migrationsFolder, name, 'migration.sql'), 'utf8'))]);
    expect(found.filter(([, faults]) => faults?.length)).toEqual([]);
  });

  it('stands beside those of the first release, none of which is gone', () => {
    expect(first.filter((name) => !migrations.includes(name))).toEqual([]);
  });
});

describe('the rule', () => {
  it.each([
    'DROP TABLE "run"',
    'DROP TYPE role',
    'drop function append_audit(text[])',
    'ALTER TABLE "run" DROP COLUMN "reply"',
    'ALTER TABLE "run" RENAME COLUMN "reply" TO "answer"',
    'alter table run rename to runs',
    'ALTER TABLE "run" ALTER COLUMN "reply" SET DATA TYPE JSONB',
    'alter table run alter reply type jsonb',
    'ALTER TABLE "run" ALTER COLUMN "reply" SET NOT NULL',
    'ALTER TABLE "run" ALTER COLUMN "agent" DROP NOT NULL',
    'ALTER TABLE "run" ALTER COLUMN "fence" DROP DEFAULT',
    'ALTER TABLE "run" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'x\',\nADD COLUMN "b" NUMERIC(3, 1) NOT NULL',
    "ALTER TYPE run_status ADD VALUE 'sleeping'",
    "alter type run_status rename value 'queued' to 'due'",
    'create function f() returns void language plpgsql as $$ begin perform 1; end $$;\nDROP TABLE a',
  ])('refuses %s', (text) => {
    expect(breaksReleaseBefore(`-- A comment\n${text};\n`)).toHaveLength(1);
  });

  it.each([
    'CREATE TABLE "a" ("id" TEXT NOT NULL)',
    'ALTER TABLE "run" ADD COLUMN "a" TEXT',
    'ALTER TABLE "run" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'x\', ADD COLUMN "b" NUMERIC(3, 1)',
    'DROP INDEX "run_status_idx"',
    "ALTER TYPE run_event_type ADD VALUE 'run.later'",
    'create or replace function f() returns void language plpgsql as $$ begin drop table a; end $$',
    '-- Safe beside the release before: it never wrote it.\nALTER TABLE "run" DROP COLUMN "later"',
  ])('lets %s pass', (text) => {
    expect(breaksReleaseBefore(`${text};\n`)).toEqual([]);
  });
});
