import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Bug } from '../support/chaos/bugs';
import { removePrograms, runChaos, type ChaosReport } from '../support/chaos/run-chaos';
import { cloneTestDatabase } from '../support/test-database';

const seconds = Number(process.env.CHAOS_SECONDS ?? 60);
const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));

afterAll(removePrograms);

const summary = ({ findings, ...counts }: ChaosReport) =>
  JSON.stringify({
    ...counts,
    ...Object.fromEntries(Object.entries(findings).map(([kind, found]) => [kind, found.length])),
  });

describe('two web and four worker processes that are killed at random', () => {
  it(
    'lose, double and invent nothing',
    async () => {
      const { url } = await cloneTestDatabase(inject('templateUrl'));
      console.log(`chaos: seed ${seed}, ${seconds} s`);
      const report = await runChaos({ databaseUrl: url, seconds, seed });
      console.log(`chaos: ${summary(report)}`);
      expect(report.findings).toEqual(nothing);
      expect(report.runs).toBeGreaterThan(10);
      expect(report.kills.web + report.kills.worker).toBeGreaterThan(3);
    },
    (seconds + 180) * 1000,
  );
});

const nothing = { duplicates: [], unapproved: [], lostRuns: [], lostEffects: [], lostDecisions: [], audit: [] };

describe('the checker of that loop', () => {
  const found: [Bug, keyof ChaosReport['findings']][] = [
    ['retries-at-most-once', 'duplicates'],
    ['records-before-send', 'lostEffects'],
    ['dropped-unique-key', 'audit'],
  ];

  it.each(found)('turns red when the system %s', async (bug, kind) => {
    const { url } = await cloneTestDatabase(inject('templateUrl'));
    const small = { webs: 1, workers: 2, clients: 12, slowMs: 1200, patienceMs: 8000 };
    const deliveries = bug === 'retries-at-most-once' ? (['at_most_once'] as const) : undefined;
    const often = { killEveryMs: [600, 1000] as const, sparesWebs: true, aimed: 1 };
    const report = await runChaos({
      databaseUrl: url,
      seconds: 12,
      seed,
      bug,
      ...small,
      ...often,
      ...(deliveries && { deliveries }),
    });
    console.log(`chaos, ${bug}: ${summary(report)}`);
    expect(report.findings[kind]).not.toEqual([]);
  });
});
