import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';

const DAYS = 90;

/**
 * Runs of three agents over ninety days, with three steps and two calls each; every fifth has a decided proposal,
 * and nine in ten of those an effect that was sent.
 */
export async function storeHistory(database: Database, after: number, upTo: number): Promise<void> {
  await database.transaction(async (transaction) => {
    // A history as it would stand there: nothing of it is checked, and nothing waits to be counted.
    await transaction.send(sql`set local session_replication_role = replica`);
    await transaction.send(sql`
      insert into app_user (id, email, name, role) values ('bench', 'bench@example.com', 'Bench', 'user') on conflict do nothing`);
    const numbers = sql`generate_series(${after + 1}::int, ${upTo}::int) n`;
    await transaction.send(sql`
      insert into run (id, conversation_id, agent, user_id, message, message_position, route, status, reason, limits,
                       active_ms, cost_usd, created_at, finished_at)
      select 'bench-' || n, 'bench', 'agent_' || n % 3, 'bench', 'Hello', 1, 'auto',
             (case when n % 20 = 0 then 'failed' when n % 7 = 0 then 'escalated' else 'succeeded' end)::run_status,
             case when n % 7 = 0 and n % 20 <> 0 then 'step_cap' end, '{}', (10 ^ (2.5 + 2 * random()))::int,
             random() * 0.2, now() - random() * make_interval(days => ${DAYS}::int), now()
      from ${numbers}`);
    await transaction.send(sql`
      insert into step (run_id, index, model, prompt_parts, blocks, stop_reason, notes, input_tokens, output_tokens,
                        cache_read_tokens, cache_write_tokens, cost_usd, latency_ms, started_at)
      select 'bench-' || n, step, 'model-' || n % 2, '{}', '[]', 'end_turn', '{}', 900, 90, 4000, 10, 0.01,
             (10 ^ (2 + 2 * random()))::int, now()
      from ${numbers}, generate_series(0, 2) step`);
    await transaction.send(sql`
      insert into tool_call (id, run_id, step_index, index, tool_use_id, name, input_text, status)
      select 'bench-' || n || '-' || call, 'bench-' || n, call, 0, 'use', 'tool_' || (n / 3 + call * 5) % 12, '{}',
             (case when (n + call) % 25 = 0 then 'failed' else 'succeeded' end)::tool_call_status
      from ${numbers}, generate_series(0, 1) call`);
    await transaction.send(sql`
      insert into proposal (id, run_id, tool_call_id, group_id, position, agent, tool, requester_id, status, args,
        proposed_args, summary, preview, target_version, tool_hash, policy_version, view_hash, reversibility, delivery,
        gated_by, required_approvals, approvers, hold_seconds, expires_at)
      select 'bench-' || n, 'bench-' || n, 'bench-' || n || '-1', 'bench-' || n, 0, 'agent_' || n % 3,
             'tool_' || (n / 3 + 5) % 12, 'bench', 'approved', '{}', '{}', 'Bench', '{}', 'v', 'h', 1, 'v', 'compensable',
             'transactional', 'rule', 1, '{}', 0, now()
      from ${numbers} where n % 5 = 0`);
    await transaction.send(sql`
      insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash, decided_at)
      select 'bench-' || n, 'bench-' || n, 1, (case when n % 15 = 0 then 'reject' else 'approve' end)::decision_verdict,
             'bench', 'v', now() + make_interval(secs => 10 ^ (4 * random()))
      from ${numbers} where n % 5 = 0`);
    await transaction.send(sql`
      insert into execution (id, proposal_id, proposal_version, run_id, status, idempotency_key, args_hash, hold_until,
                             execute_by, settled_at)
      select 'bench-' || n, 'bench-' || n, 1, 'bench-' || n,
             (case when n % 1000 = 0 then 'unknown' else 'succeeded' end)::execution_status, 'bench-' || n, 'h', now(),
             now(), now()
      from ${numbers} where n % 5 = 0 and n % 50 <> 5`);
  });
  for (const table of ['run', 'step', 'tool_call', 'proposal', 'decision', 'execution']) {
    await database.query({ text: `vacuum analyze ${table}`, values: [] });
  }
}
