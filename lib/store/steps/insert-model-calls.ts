import { sql, type Transaction } from '@/lib/domain/sql';
import type { NewModelCall } from '@/lib/engine/ports';
import { bookToRun } from '../spend/spend-entry';
import { promptParts, storeParts } from './prompt-parts';

/** Stores model calls beside a run's turns with their full record, and books what they cost to the run. */
export async function insertModelCalls(
  transaction: Transaction,
  runId: string,
  calls: readonly NewModelCall[],
): Promise<void> {
  for (const call of calls) await insertModelCall(transaction, runId, call);
}

async function insertModelCall(transaction: Transaction, runId: string, call: NewModelCall): Promise<void> {
  const parts = promptParts(call.request);
  const { purpose, model, usage, costUsd } = call;
  await transaction.send(sql`
    with part as (${storeParts(parts)}), ${bookToRun(runId, { kind: purpose, name: model, usage, costUsd })}
    insert into model_call (id, run_id, step_index, purpose, model, prompt_parts, answer, error, input_tokens,
                            output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, latency_ms)
    values (${call.id}, ${runId}, ${call.stepIndex}, ${purpose}::model_purpose, ${model}, ${parts.hashes},
            ${call.answer}, ${call.error}, ${usage.inputTokens}, ${usage.outputTokens}, ${usage.cacheReadTokens},
            ${usage.cacheWriteTokens}, ${costUsd}, ${call.latencyMs})`);
}
