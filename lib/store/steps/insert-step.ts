import { sql, type Transaction } from '@/lib/domain/sql';
import type { NewStep } from '@/lib/engine/ports';
import { promptParts, storeParts } from './prompt-parts';

/** Stores a step with its full record; parts of its prompt that an earlier step sent are not stored again. */
export async function insertStep(transaction: Transaction, runId: string, step: NewStep): Promise<void> {
  const { turn } = step;
  const confidence = JSON.stringify(step.confidence);
  const parts = promptParts(step.request);
  await transaction.send(sql`
    with part as (${storeParts(parts)}), spent as (
      update run set input_tokens = input_tokens + ${turn.usage.inputTokens},
        output_tokens = output_tokens + ${turn.usage.outputTokens},
        cache_read_tokens = cache_read_tokens + ${turn.usage.cacheReadTokens}, cost_usd = cost_usd + ${turn.costUsd},
        confidence = ${confidence}::json
      where id = ${runId}
    )
    insert into step (run_id, index, model, prompt_parts, blocks, stop_reason, confidence, notes, input_tokens, output_tokens,
                      cache_read_tokens, cache_write_tokens, cost_usd, latency_ms, started_at, context)
    values (${runId}, ${step.index}, ${turn.model}, ${parts.hashes}, ${JSON.stringify(turn.blocks)}, ${turn.stopReason},
            ${confidence}::json, ${step.notes}, ${turn.usage.inputTokens}, ${turn.usage.outputTokens}, ${turn.usage.cacheReadTokens},
            ${turn.usage.cacheWriteTokens}, ${turn.costUsd}, ${turn.latencyMs}, ${step.startedAt},
            ${JSON.stringify(step.context)}::jsonb)`);
}
