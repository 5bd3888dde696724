import type { Agent } from '@/lib/domain/agent';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Advance } from './advance';
import { askModel } from './ask-model';
import { classify } from './classify';
import { withRereading } from './context/reread-result';
import { dispatchWrite } from './executor';
import { nextStep, type NextStep } from './next-step';
import { StaleClaim, type Claim, type EnginePorts } from './ports';
import { recordTurn } from './record-turn';
import { runReads } from './run-reads';
import { Stopwatch } from './stopwatch';

/** How a worker that was asked to stop gets its run back. */
interface Stopping {
  /** Aborts what only waits. */
  signal: AbortSignal;
  /** True when no further step may begin. */
  isStopping(): boolean;
}

/**
 * Carries a claimed run on until it ends, parks, is taken away or its worker stops. The record is read anew for every step, so
 * nothing but the database says where the run stands. Returns quietly when the claim went stale; throws what broke.
 */
export async function advanceRun(ports: EnginePorts, claim: Claim, { signal, isStopping }: Stopping): Promise<void> {
  const advance: Advance = { ports, claim, stopwatch: new Stopwatch(ports.clock), signal };
  try {
    while (!isStopping() && (await takeStep(advance)));
  } catch (error) {
    if (!(error instanceof StaleClaim)) throw error;
  }
}

/** Carries out one step; false when the run is no longer this worker's. */
async function takeStep(advance: Advance): Promise<boolean> {
  const { ports, claim, stopwatch } = advance;
  const record = await ports.store.loadRecord(claim);
  if (record.halted) {
    await ports.store.pause(claim, stopwatch.lap());
    return false;
  }
  const agent = withRereading(ports.agent(record.agent), record);
  const next = nextStep(record, agent);
  // Calls belong to the last step that is there, everything else to the one that comes.
  const step = next.kind === 'run_tools' ? record.steps.length - 1 : record.steps.length;
  return ports.during({ agent: record.agent, step }, () => carryOut(advance, record, agent, next));
}

async function carryOut(advance: Advance, record: RunRecord, agent: Agent, next: NextStep): Promise<boolean> {
  const { ports, claim, stopwatch } = advance;
  switch (next.kind) {
    case 'classify':
      return (await classify(advance, record, agent)) || callModel(advance, record, agent);
    case 'call_model':
      return callModel(advance, record, agent);
    case 'run_tools':
      await runTools(advance, record, agent, next.callIds);
      return true;
    case 'await_decisions':
      return !(await ports.store.park(claim, stopwatch.lap(), next.wakeAt));
    case 'finish':
      await ports.store.finish(claim, stopwatch.lap(), next);
      return false;
    case 'escalate':
      await ports.store.escalate(claim, stopwatch.lap(), next);
      return false;
  }
}

async function callModel(advance: Advance, record: RunRecord, agent: Agent): Promise<boolean> {
  const { ports, claim, stopwatch } = advance;
  const startedAt = ports.clock.now();
  const answer = await askModel(advance, record, agent);
  switch (answer.kind) {
    case 'turn':
      await recordTurn(advance, record, agent, { ...answer, startedAt });
      return true;
    case 'wait':
      await ports.store.waitForModel(claim, stopwatch.lap(), answer.seconds);
      return false;
    case 'stop':
      await ports.store.escalate(claim, stopwatch.lap(), answer.stop, answer.failed);
      return false;
  }
}

async function runTools(advance: Advance, record: RunRecord, agent: Agent, callIds: readonly string[]): Promise<void> {
  const calls = record.steps.flatMap((step) => step.calls).filter((call) => callIds.includes(call.id));
  const write = calls.find((call) => call.status === 'awaiting');
  if (write) await dispatchWrite(advance, record, agent, write);
  else await runReads(advance, record, agent, calls);
}
