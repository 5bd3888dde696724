import type { ModelTurn } from '@/lib/domain/model';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { NewStep } from '@/lib/engine/ports';
import { bookToRun } from '../spend/spend-entry';
import { promptParts, storeParts } from './prompt-parts';

/** Stores a step with its full record; parts of its prompt that an earlier step sent are not stored again. */
export async function insertStep(transaction: Transaction, runId: string, step: NewStep): Promise<void> {
  const parts = promptParts(step.request);
  const { index, turn, request, routed, notes, startedAt, context } = step;
  const { usage, costUsd } = turn;
  const confidence = JSON.stringify(step.confidence);
  await transaction.send(sql`
    with part as (${storeParts(parts)}), ${bookStep(runId, turn, sql`confidence = ${confidence}::json`)}
    insert into step (run_id, index, model, asked_model, routed, prompt_parts, blocks, stop_reason, confidence, notes,
                      input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, latency_ms, started_at,
                      context, findings)
    values (${runId}, ${index}, ${turn.model}, ${request.model}, ${routed}, ${parts.hashes},
            ${JSON.stringify(turn.blocks)}, ${turn.stopReason}, ${confidence}::json, ${notes}, ${usage.inputTokens},
            ${usage.outputTokens}, ${usage.cacheReadTokens}, ${usage.cacheWriteTokens}, ${costUsd}, ${turn.latencyMs},
            ${startedAt}, ${JSON.stringify(context)}::jsonb, ${JSON.stringify(step.findings)}::jsonb)`);
}

/** A turn that cost nothing, such as one of rules, leaves no trace in the day's figures. */
function bookStep(runId: string, { model, usage, costUsd }: ModelTurn, also: SqlStatement): SqlStatement {
  const isFree = costUsd === 0 && Object.values(usage).every((tokens) => tokens === 0);
  if (isFree) return sql`spent as (update run set ${also} where id = ${runId})`;
  return bookToRun(runId, { kind: 'act', name: model, usage, costUsd }, also);
}
