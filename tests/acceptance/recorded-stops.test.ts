import canonicalize from 'canonicalize';
import { beforeAll, expect, it } from 'vitest';
import type { RunView } from '@/lib/api/contract/run';
import { defaultRunLimits } from '@/lib/domain/run';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { undecidedExecutions } from '../fixtures/decided-first';
import { approveUntilEnded } from '../fixtures/recorded-run';
import type { NumberedCall } from '../fixtures/recorded-segments';
import { startRecordedWorld, turnsOf, type RecordedWorld, type WorldSegment } from '../fixtures/recorded-world';
import { wideLimits } from '../fixtures/retail-engine';
import { concurrently } from '../support/batches';
import { describeWithCases } from '../support/cases';

const RUNS_AT_ONCE = 8;

interface Ended {
  segment: WorldSegment;
  run: RunView;
}

describeWithCases('tau/trajectories', 'the recorded conversations under the default limits', (folder) => {
  let world: RecordedWorld;
  let ended: Ended[] = [];

  beforeAll(async () => {
    world = await startRecordedWorld(`${folder}/..`, {
      limits: { ...defaultRunLimits, maxPendingPerUserHour: 10_000 },
    });
    ended = await concurrently(world.segments, RUNS_AT_ONCE, async (segment) => {
      world.cases.set(segment.caseId, turnsOf(segment.agent, segment.turns));
      const run = await approveUntilEnded(world, await world.ask(segment.agent, segment.caseId));
      world.cases.forget(segment.caseId);
      return { segment, run };
    });
  }, 300_000);

  it('stop where one loops, gets nowhere or goes past a limit, by that name, and nowhere else', () => {
    const told = ended.map(({ segment, run }) => [segment.caseId, run.reason ?? run.status]);
    expect(told).toEqual(ended.map(({ segment }) => [segment.caseId, expectedEnd(segment.turns)]));
    const ends = new Map<string, number>();
    for (const [, end = ''] of told) ends.set(end, (ends.get(end) ?? 0) + 1);
    console.log(`recorded stops: ${told.length} runs: ${[...ends].map(([end, runs]) => `${end} ${runs}`).join(', ')}`);
  });

  it('never make the third of three identical calls in a row, however wide the other limits', async () => {
    await world.limit({ ...wideLimits, maxRepeatedCalls: defaultRunLimits.maxRepeatedCalls });
    const looping = world.segments.filter(({ turns }) => thirdInARow(turns.flat()) >= 0);
    for (const { agent, caseId, turns } of looping) {
      const again = `${caseId}@0`;
      world.cases.set(again, turnsOf(agent, turns));
      const run = await approveUntilEnded(world, await world.ask(agent, again));
      expect(run.reason, caseId).toBe('repeated_call');
      expect(run.reasonDetail).toContain('3 times in a row');
      expect(run.toolCalls[thirdInARow(turns.flat())]?.status, caseId).toBe('refused');
    }
    console.log(`recorded stops: ${looping.length} of ${looping.length} that loop stopped at the third call`);
    expect(looping.length).toBeGreaterThanOrEqual(5);
  });

  it('run a write again only after a person approved it again', async () => {
    const events = await concurrently(ended, RUNS_AT_ONCE, ({ run }) =>
      listRunEvents(world.app, world.reviewer, run.id, 0),
    );
    expect(events.flatMap(undecidedExecutions)).toEqual([]);
    const executed = events.flat().filter(({ type }) => type === 'execution.finished');
    const approved = events.flat().filter(({ type, data }) => {
      return type === 'proposal.decided' && (data as { status: string }).status === 'approved';
    });
    const proposalsOf = (of: typeof executed) => of.map(({ data }) => (data as { proposalId: string }).proposalId);
    expect(proposalsOf(executed).toSorted()).toEqual(proposalsOf(approved).toSorted());
    const again = ended.flatMap(({ run }) => repeatedWrites(run));
    console.log(
      `recorded stops: ${executed.length} writes, each approved; ${again.length} of them repeat an earlier one`,
    );
    for (const { proposals } of again) expect(new Set(proposals).size).toBe(proposals.length);
  });
});

/** How a run must end by what the recording alone says: the first of the limits it reaches, in the order of checking. */
function expectedEnd(turns: readonly NumberedCall[][]): string {
  const seen = new Set<string>();
  let idle = 0;
  const loops = thirdInARow(turns.flat());
  let made = 0;
  for (const [index, turn] of turns.entries()) {
    made += turn.length;
    if (loops >= 0 && loops < made) return 'repeated_call';
    const isLast = index + 1 >= defaultRunLimits.maxSteps;
    // Nobody would read what the last step looks up, so only its writes still count.
    if (turn.some(({ access }) => access === 'handoff')) return isLast ? 'step_cap' : 'asked_for_human';
    const fresh = turn.filter(({ name, output, error, access }) => {
      const isNew = !error && (access === 'write' || !seen.has(`${name} ${output}`));
      if (!error) seen.add(`${name} ${output}`);
      return isNew;
    });
    idle = fresh.length > 0 ? 0 : idle + 1;
    if (idle >= defaultRunLimits.maxStepsWithoutProgress) return 'no_progress';
    if (isLast) return 'step_cap';
  }
  return 'succeeded';
}

/** The index of the first call that is the third identical one in a row, or -1. */
function thirdInARow(calls: readonly NumberedCall[]): number {
  const texts = calls.map(({ name, args }) => `${name} ${canonicalize(args)}`);
  return texts.findIndex((text, index) => index >= 2 && text === texts[index - 1] && text === texts[index - 2]);
}

/** Writes of one run with the same arguments that succeeded more than once, with the proposals behind them. */
function repeatedWrites({ toolCalls }: RunView): { proposals: (string | undefined)[] }[] {
  const groups = new Map<string, (string | undefined)[]>();
  for (const { name, args, status, proposalId } of toolCalls) {
    if (status !== 'succeeded' || proposalId === undefined) continue;
    const key = `${name} ${canonicalize(args)}`;
    groups.set(key, [...(groups.get(key) ?? []), proposalId]);
  }
  return [...groups.values()].filter((proposals) => proposals.length > 1).map((proposals) => ({ proposals }));
}
