import type { BacktestAnswer, BacktestedCall, BacktestInput } from '@/lib/api/contract/policy-history';
import { effectiveClass, type PolicyBody, type Verdict } from '@/lib/domain/policy';
import type { JsonObject } from '@/lib/domain/json';
import { sql } from '@/lib/domain/sql';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import type { Circumstances } from '@/lib/domain/facts';
import { factsOf } from '@/lib/gate/facts';
import { checkRules, evaluatePolicy } from '@/lib/gate/verdict';
import { readPolicy } from '@/lib/store/policies/read-policy';
import { readJudgedCalls, type JudgedCall } from '@/lib/store/policies/read-judged-calls';
import type { Application } from '../application';
import { findPolicyTool } from './find-tool';
import { refuseFaults, withInput } from './save-policy';

/** Most calls one backtest looks at, and how many are in memory at a time. */
const MOST_CALLS = 5000;
const BATCH = 500;
const SAMPLE = 50;

/**
 * What a tool's recorded calls would have met under rules nobody saved yet: the newest 5,000 since then, judged on the
 * facts that were kept with each. Writes nothing. Throws not_found, and invalid_fields for rules that can't be evaluated.
 */
export async function backtestPolicy(app: Application, asked: string, input: BacktestInput): Promise<BacktestAnswer> {
  const tool = await findPolicyTool(app, asked);
  refuseFaults(checkRules(input.rules, tool.input));
  const { since, at } = await periodOf(app, input.since);
  const { rules, classOverride } = input;
  const { body } = await readPolicy(app.database.autocommit, tool.name);
  const policy = withInput(body, { ...body, rules, ...(classOverride === undefined ? {} : { classOverride }) });
  const tally = newTally(since);
  let before: JudgedCall | null = null;
  for (;;) {
    const limit = Math.min(BATCH, MOST_CALLS + 1 - tally.total);
    const calls: JudgedCall[] = await readJudgedCalls(app.database.autocommit, tool.name, since, before, limit);
    for (const call of calls) {
      if (tally.total === MOST_CALLS) return finished({ ...tally, capped: true });
      count(tally, call, evaluate(tool, policy, at, call));
    }
    before = calls.at(-1) ?? null;
    if (calls.length < limit) return finished(tally);
  }
}

async function periodOf({ database }: Application, since: string | undefined): Promise<{ since: Date; at: Date }> {
  const [row] = await database.query<{ since: Date; at: Date }>(sql`
    select now() as at, coalesce(${since ?? null}::timestamptz, now() - interval '30 days') as since`);
  if (!row) throw new Error('The database did not say what time it is.');
  return row;
}

/** The verdict on a call as it was proposed; what an earlier release did not keep of it is not there for a condition. */
function evaluate(tool: Tool, policy: PolicyBody, at: Date, call: JudgedCall) {
  const declared = isWriteTool(tool) ? tool.reversibility : call.reversibility;
  const kept: Circumstances = call.circumstances ?? {
    agent: { name: call.agent },
    requester: { id: call.requesterId, customerId: call.customerId },
    run: {},
    tool: {},
  };
  const circumstances = {
    ...kept,
    tool: { name: tool.name, reversibility: effectiveClass(declared, policy), delivery: call.delivery },
  };
  const facts = factsOf(circumstances, JSON.parse(call.proposedArgs) as JsonObject, call.target);
  return evaluatePolicy({ policy, at, facts });
}

function newTally(since: Date): BacktestAnswer {
  return {
    since: since.toISOString(),
    total: 0,
    capped: false,
    unchanged: 0,
    wouldBe: { auto: 0, require_approval: 0, deny: 0 },
    newlyAuto: 0,
    rejectedAmongAuto: 0,
    editedAmongAuto: 0,
    sample: [],
  };
}

function count(tally: BacktestAnswer, call: JudgedCall, verdict: ReturnType<typeof evaluatePolicy>): void {
  const was: Verdict = call.automatic ? 'auto' : 'require_approval';
  const wouldBe = verdict.verdict;
  tally.total += 1;
  tally.wouldBe[wouldBe] += 1;
  if (was === wouldBe && (wouldBe === 'auto' || verdict.approvals === call.requiredApprovals)) {
    tally.unchanged += 1;
    return;
  }
  const isNewlyAuto = wouldBe === 'auto';
  if (isNewlyAuto) tally.newlyAuto += 1;
  if (isNewlyAuto && call.answer === 'reject') tally.rejectedAmongAuto += 1;
  if (isNewlyAuto && call.answer === 'edit') tally.editedAmongAuto += 1;
  const { id, summary, proposedAt, answer } = call;
  const gatedBy = verdict.gatedBy;
  tally.sample.push({ proposalId: id, summary, proposedAt: proposedAt.toISOString(), was, wouldBe, gatedBy, answer });
  if (tally.sample.length >= 2 * SAMPLE) tally.sample = mostTelling(tally.sample);
}

function finished(tally: BacktestAnswer): BacktestAnswer {
  return { ...tally, sample: mostTelling(tally.sample) };
}

/** What people had said no to and would now run comes first, then what else would run, then the rest; newest first. */
function mostTelling(calls: readonly BacktestedCall[]): BacktestedCall[] {
  const weight = ({ wouldBe, answer }: BacktestedCall) =>
    wouldBe !== 'auto' ? 0 : answer === 'reject' ? 3 : answer === 'edit' ? 2 : 1;
  return calls.toSorted((a, b) => weight(b) - weight(a)).slice(0, SAMPLE);
}
