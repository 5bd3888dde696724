import { sql, type Transaction } from '@/lib/domain/sql';
import type { NewModelCall } from '@/lib/engine/ports';
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
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = call.usage;
  await transaction.send(sql`
    with part as (${storeParts(parts)}), spent as (
      update run set input_tokens = input_tokens + ${inputTokens}, output_tokens = output_tokens + ${outputTokens},
        cache_read_tokens = cache_read_tokens + ${cacheReadTokens}, cost_usd = cost_usd + ${call.costUsd}
      where id = ${runId}
    )
    insert into model_call (id, run_id, step_index, purpose, model, prompt_parts, answer, error, input_tokens,
                            output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, latency_ms)
    values (${call.id}, ${runId}, ${call.stepIndex}, ${call.purpose}::model_purpose, ${call.model}, ${parts.hashes},
            ${call.answer}, ${call.error}, ${inputTokens}, ${outputTokens}, ${cacheReadTokens}, ${cacheWriteTokens},
            ${call.costUsd}, ${call.latencyMs})`);
}
