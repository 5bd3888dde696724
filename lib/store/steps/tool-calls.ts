import { sql, type Transaction } from '@/lib/domain/sql';
import type { CallOutcome, NewToolCall } from '@/lib/engine/ports';

/** Stores a turn's calls; those the gate refused are settled from the start. */
export async function insertToolCalls(
  transaction: Transaction,
  runId: string,
  calls: readonly NewToolCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await transaction.send(sql`
    insert into tool_call (id, run_id, step_index, index, tool_use_id, name, input_text, args, status, error, refused_by, settled_at)
    select id, ${runId}, "stepIndex", index, "toolUseId", name, "inputText", args, status::tool_call_status, error, "refusedBy",
           case when status = 'refused' then now() end
    from json_to_recordset(${JSON.stringify(calls)}::json) as call (id text, "stepIndex" int, index int,
      "toolUseId" text, name text, "inputText" text, args text, status text, error text, "refusedBy" text)`);
}

/** Gives calls their final results. A settled call never changes again. */
export async function settleCalls(transaction: Transaction, outcomes: readonly CallOutcome[]): Promise<void> {
  await transaction.send(sql`
    update tool_call
    set status = outcome.status::tool_call_status, output = outcome.output, error = outcome.error,
        cached_seconds = outcome."cachedSeconds", settled_at = now()
    from json_to_recordset(${JSON.stringify(outcomes)}::json) as outcome ("callId" text, status text, output text,
      error text, "cachedSeconds" int)
    where tool_call.id = outcome."callId" and tool_call.status in ('ready', 'awaiting')`);
}
