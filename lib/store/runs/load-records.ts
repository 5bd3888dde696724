import type { RunRecord, CallRecord, StepRecord } from '@/lib/domain/run-record';
import { sql } from '@/lib/domain/sql';
import type { Transaction } from '@/lib/domain/sql';

type RunRow = Omit<RunRecord, 'steps'>;
type StepRow = Omit<StepRecord, 'calls'> & { runId: string };
type CallRow = Omit<CallRecord, 'execution' | 'revert'> & {
  runId: string;
  executionId: string | null;
  executionStatus: NonNullable<CallRecord['execution']>['status'];
  holdUntil: Date;
  heldUntil: Date | null;
  retryAt: Date | null;
  automatic: boolean;
  tool: string;
  revertStatus: NonNullable<CallRecord['revert']>['status'] | null;
  revertBy: string;
  revertAt: Date;
};

/** Reads runs with their steps and calls, each in the order it happened. */
export async function loadRecords(transaction: Transaction, runIds: readonly string[]): Promise<RunRecord[]> {
  if (runIds.length === 0) return [];
  const [runs, steps, calls] = await Promise.all([
    transaction.query<RunRow>(sql`
      select run.id, conversation_id, agent, user_id, customer_id, status, route, message, message_position, guidance,
             limits, active_ms, cost_usd, now() as read_at,
             exists (select from halt where scope = 'all' or (scope = 'agent' and name = run.agent)) as halted
      from run join app_user on app_user.id = run.user_id
      where run.id = any(${runIds}::text[]) order by run.created_at, run.id`),
    transaction.query<StepRow>(sql`
      select run_id, index, model, blocks, stop_reason, notes from step
      where run_id = any(${runIds}::text[]) order by run_id, index`),
    transaction.query<CallRow>(sql`
      select call.run_id, call.id, call.step_index, call.index, call.tool_use_id, call.name, call.status, call.output,
             call.error, call.args, nullif(proposal.args, call.args) as edited_args, execution.id as execution_id,
             execution.status as execution_status, execution.hold_until, execution.held_until, execution.retry_at,
             proposal.settled_by is not null as automatic,
             proposal.tool, revert.status as revert_status,
             coalesce(reverter.name, revert.actor_id) as revert_by,
             coalesce(revert.settled_at, revert.created_at) as revert_at
      from tool_call call
      left join lateral (
        select id, args, settled_by, tool from proposal
        where tool_call_id = call.id order by proposed_at desc, id desc limit 1
      ) proposal on true
      left join execution on execution.proposal_id = proposal.id and execution.status <> 'aborted'
      left join execution revert on revert.reverts_execution_id = execution.id
        and revert.status in ('succeeded', 'unknown')
      left join app_user reverter on reverter.id = revert.actor_id
      where call.run_id = any(${runIds}::text[]) order by call.run_id, call.step_index, call.index`),
  ]);
  return runs.map((run) => ({
    ...run,
    steps: steps
      .filter((step) => step.runId === run.id)
      .map((step) => ({ ...step, calls: callsOf(calls, run.id, step.index) })),
  }));
}

function callsOf(calls: readonly CallRow[], runId: string, stepIndex: number): CallRecord[] {
  return calls
    .filter((call) => call.runId === runId && call.stepIndex === stepIndex)
    .map(
      ({
        runId: _,
        executionId,
        executionStatus,
        holdUntil,
        heldUntil,
        retryAt,
        automatic,
        tool,
        revertStatus,
        revertBy,
        revertAt,
        ...call
      }) => ({
        ...call,
        execution:
          executionId === null
            ? null
            : { id: executionId, status: executionStatus, holdUntil, heldUntil, retryAt, automatic, tool },
        revert: revertStatus === null ? null : { status: revertStatus, by: revertBy, at: revertAt },
      }),
    );
}
