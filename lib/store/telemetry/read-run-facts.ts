import type { ModelBlock } from '@/lib/domain/model';
import type { ModelCallFacts, RunFacts, ToolCallFacts } from '@/lib/domain/run-facts';
import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

type Run = Omit<RunFacts, 'modelCalls' | 'toolCalls'>;
type ModelCall = Omit<ModelCallFacts, 'prompt' | 'blocks'> & { runId: string };
/** As JSON has it: a decision's moment is text. */
type ToolCall = Omit<ToolCallFacts, 'args' | 'output' | 'decisions'> & {
  runId: string;
  decisions: { verdict: string; at: string }[];
};

/** What the spans of these runs are drawn from, without any text. */
export async function readRunFacts(
  database: Database,
  runIds: readonly string[],
): Promise<{ runs: Run[]; modelCalls: ModelCall[]; toolCalls: ToolCall[] }> {
  const [runs, modelCalls, toolCalls] = await Promise.all([
    database.query<Run>(sql`
      select id, agent, conversation_id, status, reason, created_at, coalesce(finished_at, now()) as finished_at
      from run where id = any(${runIds})`),
    database.query<ModelCall>(sql`
      select run_id, 'step:' || index as key, index as step, 'act' as purpose, model, started_at, latency_ms, input_tokens,
             output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, stop_reason, false as failed
      from step where run_id = any(${runIds})
      union all
      select run_id, id, null, purpose::text, model, at - make_interval(secs => latency_ms / 1000.0), latency_ms,
             input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, null, error is not null
      from model_call where run_id = any(${runIds})
      order by started_at`),
    database.query<ToolCall>(sql`
      select c.run_id, c.id, c.tool_use_id, c.step_index as step, c.name, c.status, c.started_at,
             coalesce(c.settled_at, c.started_at) as settled_at, p.id as proposal_id,
             coalesce((select json_agg(json_build_object('verdict', d.verdict, 'at', d.decided_at) order by d.decided_at)
                       from decision d where d.proposal_id = p.id), '[]') as decisions
      from tool_call c
      left join lateral (select id from proposal where tool_call_id = c.id order by proposed_at desc limit 1) p on true
      where c.run_id = any(${runIds}) order by c.step_index, c.index`),
  ]);
  return { runs, modelCalls, toolCalls };
}

/** The texts of the same runs: each step's prompt and answer, each call's arguments and output. */
export async function readRunTexts(database: Database, runIds: readonly string[]) {
  const [steps, calls] = await Promise.all([
    database.query<{ runId: string; step: number; prompt: string[]; blocks: ModelBlock[] }>(sql`
      select s.run_id, s.index as step, s.blocks,
             array(select part.text from unnest(s.prompt_parts) with ordinality as sent (hash, position)
                   join prompt_part part on part.hash = sent.hash order by position) as prompt
      from step s where s.run_id = any(${runIds})`),
    database.query<{ id: string; args: string; output: string | null }>(sql`
      select id, coalesce(args, input_text) as args, coalesce(output, error) as output
      from tool_call where run_id = any(${runIds})`),
  ]);
  return { steps, calls };
}
