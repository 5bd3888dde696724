import type { RunRecord, CallRecord, StepRecord } from '@/lib/domain/run-record';
import { sql } from '@/lib/domain/sql';
import type { SqlStatement, Transaction } from '@/lib/domain/sql';
import type { BudgetCaps } from '@/lib/domain/spend';
import { trustSettings } from '@/lib/domain/trust';

/** As JSON has it: every moment is text. */
type InJson<Shape> = {
  [Key in keyof Shape]: Date extends Shape[Key] ? string | Exclude<Shape[Key], Date> : Shape[Key];
};
type Execution = NonNullable<CallRecord['execution']>;
type Revert = NonNullable<CallRecord['revert']>;
type CallRow = Omit<CallRecord, 'execution' | 'revert'> & {
  execution: InJson<Execution> | null;
  revert: InJson<Revert> | null;
};
type RunRow = Omit<RunRecord, 'steps' | 'budget'> & {
  budget: BudgetCaps | null;
  steps: Omit<StepRecord, 'calls'>[];
  calls: CallRow[];
};

const NO_CAPS: BudgetCaps = { dailyUsd: null, monthlyUsd: null };

/** Reads runs, by ids or an expression for them, with their steps and calls, each in the order it happened, as one statement saw them. */
export async function loadRecords(
  transaction: Transaction,
  runIds: readonly string[] | SqlStatement,
): Promise<RunRecord[]> {
  const runs = await transaction.query<RunRow>(sql`
    select run.id, conversation_id, agent, user_id, customer_id, status, route, message, message_position, guidance,
           limits, trust, intent, novelty, active_ms, cost_usd, model_waits, clock_timestamp() as read_at,
           exists (select from halt where scope = 'all' or (scope = 'agent' and name = run.agent)) as halted,
           array(select tool from tool_breaker) as failing_tools,
           (select json_build_object('dailyUsd', daily_usd, 'monthlyUsd', monthly_usd)
            from budget order by version desc limit 1) as budget,
           coalesce((${stepsOfRun}), '[]'::json) as steps, coalesce((${callsOfRun}), '[]'::json) as calls
    from run join app_user on app_user.id = run.user_id
    where ${isOneOf(runIds)} order by run.created_at, run.id`);
  return runs.map(({ steps, calls, ...run }) => ({
    ...run,
    trust: trustSettings.parse(run.trust),
    budget: run.budget ?? NO_CAPS,
    steps: steps.map((step) => ({ ...step, calls: callsOf(calls, step.index) })),
  }));
}

/** One id is asked for by itself: a plan for a list is made anew each time, which took longer than reading the record. */
function isOneOf(runIds: readonly string[] | SqlStatement): SqlStatement {
  if ('text' in runIds) return sql`run.id = any(${runIds}::text[])`;
  const [only] = runIds;
  return runIds.length === 1 ? sql`run.id = ${only}` : sql`run.id = any(${runIds}::text[])`;
}

const stepsOfRun = sql`
  select json_agg(item order by item.index) from (
    select index, model, asked_model as "askedModel", blocks, stop_reason as "stopReason", confidence, notes, findings, context,
           input_tokens + cache_read_tokens + cache_write_tokens as "promptTokens"
    from step where run_id = run.id
  ) item`;

const callsOfRun = sql`
  select json_agg(item order by item."stepIndex", item.index) from (
    select call.id, call.step_index as "stepIndex", call.index, call.tool_use_id as "toolUseId", call.name, call.status,
           call.output, call.error, call.args, nullif(proposal.args, call.args) as "editedArgs",
           case when execution.id is not null then json_build_object(
             'id', execution.id, 'status', execution.status, 'proposalId', proposal.id,
             'proposalVersion', execution.proposal_version, 'holdUntil', execution.hold_until,
             'heldUntil', execution.held_until, 'retryAt', execution.retry_at,
             'automatic', proposal.settled_by is not null, 'tool', proposal.tool
           ) end as execution,
           case when revert.id is not null then json_build_object(
             'status', revert.status, 'by', coalesce(reverter.name, revert.actor_id),
             'at', coalesce(revert.settled_at, revert.created_at)
           ) end as revert
    from tool_call call
    left join lateral (
      select id, args, settled_by, tool from proposal
      where tool_call_id = call.id order by proposed_at desc, id desc limit 1
    ) proposal on true
    left join execution on execution.proposal_id = proposal.id and execution.status <> 'aborted'
    left join execution revert on revert.reverts_execution_id = execution.id
      and revert.status in ('succeeded', 'unknown')
    left join app_user reverter on reverter.id = revert.actor_id
    where call.run_id = run.id
  ) item`;

function callsOf(calls: readonly CallRow[], stepIndex: number): CallRecord[] {
  return calls
    .filter((call) => call.stepIndex === stepIndex)
    .map((call) => ({
      ...call,
      execution: call.execution && executionOf(call.execution),
      revert: call.revert && { ...call.revert, at: new Date(call.revert.at) },
    }));
}

function executionOf({ holdUntil, heldUntil, retryAt, ...execution }: InJson<Execution>): Execution {
  return {
    ...execution,
    holdUntil: new Date(holdUntil),
    heldUntil: heldUntil === null ? null : new Date(heldUntil),
    retryAt: retryAt === null ? null : new Date(retryAt),
  };
}
