import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { counts, happenings, sequences } from '../support/machines/commands';
import { checkAudit } from '../support/machines/invariants';
import { MachineWorld } from '../support/machines/world';
import { cloneTestDatabase } from '../support/test-database';

const seconds = Number(process.env.MACHINES_SECONDS ?? 25);
const seed = Number(process.env.MACHINES_SEED ?? randomInt(2 ** 31));

/** Sequences that failed once, by what fast-check printed of them. They are played first, for ever. */
const kept = z
  .array(z.object({ seed: z.int(), path: z.string(), replayPath: z.string(), was: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/failing-sequences.json'), 'utf8')));

/** Sequences of one seed. */
const BATCH = 4;

let played = 0;

const property = (replayPath?: string) =>
  fc.asyncProperty(sequences(replayPath), async (commands) => {
    const { url, drop } = await cloneTestDatabase(inject('templateUrl'));
    const real = await MachineWorld.open(url);
    try {
      await fc.asyncModelRun(() => ({ model: {}, real }), commands);
      await checkAudit(real.app.database);
      played += 1;
    } finally {
      await real.close();
      await drop();
    }
  });

describe('runs, proposals and executions', () => {
  it.each(kept)('keep every promise where one was broken before: $was', async ({ seed: failed, path, replayPath }) => {
    await fc.assert(property(replayPath), { seed: failed, path, endOnFailure: true });
  });

  it(
    'keep every promise whatever happens in whatever order',
    async () => {
      console.log(`state machines: seed ${seed}, ${Object.keys(happenings).length} kinds of happenings, ${seconds} s`);
      const end = Date.now() + seconds * 1000;
      for (let batch = 0; batch === 0 || Date.now() < end; batch += 1) {
        await fc.assert(property(), { seed: seed + batch, numRuns: BATCH });
      }
      const happened = [...counts.values()].reduce((sum, count) => sum + count, 0);
      console.log(`state machines: ${played} sequences, ${happened} happenings, ${counts.size} kinds of them`);
      expect(Object.keys(happenings).length).toBeGreaterThanOrEqual(25);
    },
    (seconds + 120) * 1000,
  );
});
