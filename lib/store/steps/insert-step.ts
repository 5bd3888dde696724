import { createHash } from 'node:crypto';
import type { ModelRequest } from '@/lib/domain/model';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { NewStep } from '@/lib/engine/ports';

/** Stores a step with its full record; parts of its prompt that an earlier step sent are not stored again. */
export async function insertStep(transaction: Transaction, runId: string, step: NewStep): Promise<void> {
  const { turn } = step;
  const parts = promptParts(step.request);
  const hashes = parts.map((part) => part.hash);
  const texts = parts.map((part) => part.text);
  // Sorted, so that two workers storing the same parts lock them in the same order.
  await transaction.send(sql`
    with part as (
      insert into prompt_part (hash, text)
      select distinct hash, text from unnest(${hashes}::text[], ${texts}::text[]) as sent (hash, text) order by hash
      on conflict do nothing
    ), spent as (
      update run set input_tokens = input_tokens + ${turn.usage.inputTokens},
        output_tokens = output_tokens + ${turn.usage.outputTokens},
        cache_read_tokens = cache_read_tokens + ${turn.usage.cacheReadTokens}, cost_usd = cost_usd + ${turn.costUsd}
      where id = ${runId}
    )
    insert into step (run_id, index, model, prompt_parts, blocks, stop_reason, notes, input_tokens, output_tokens,
                      cache_read_tokens, cache_write_tokens, cost_usd, latency_ms, started_at)
    values (${runId}, ${step.index}, ${turn.model}, ${hashes}, ${JSON.stringify(turn.blocks)}, ${turn.stopReason},
            ${step.notes}, ${turn.usage.inputTokens}, ${turn.usage.outputTokens}, ${turn.usage.cacheReadTokens},
            ${turn.usage.cacheWriteTokens}, ${turn.costUsd}, ${turn.latencyMs}, ${step.startedAt})`);
}

function promptParts(request: ModelRequest): { hash: string; text: string }[] {
  const texts = [
    request.system,
    JSON.stringify(request.tools),
    ...request.messages.map((message) => JSON.stringify(message)),
  ];
  return texts.map((text) => ({ hash: createHash('sha256').update(text).digest('hex'), text }));
}
