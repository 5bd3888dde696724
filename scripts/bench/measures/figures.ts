import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import { rebuildFigures } from '@/lib/store/figures/rebuild-figures';
import { rowOf, type Row } from '../report';
import { withWebsite } from '../website';
import type { Measure } from './measure';

const SIZES = [10_000, 100_000, 1_000_000];
const QUICK_SIZES = [10_000, 100_000];
const DAYS = 90;
const WARM_UP = 5;

/** What the page asks for. */
const asked: Record<string, { days: number; tool?: string }> = {
  '30 days': { days: 30 },
  '90 days': { days: 90 },
  '90 days of one tool': { days: 90, tool: 'tool_3' },
  '12 months': { days: 365 },
};

/** The figures over HTTP while the history grows: what is read does not grow with the runs, but with days and agents. */
export const figures: Measure = {
  name: 'figures',
  title: 'the figures of up to a million runs',
  run: (stage) =>
    withWebsite(stage, async ({ database, url, signIn }) => {
      const reviewer = await signIn('reviewer');
      const rows: Row[] = [];
      let stored = 0;
      for (const size of stage.quick ? QUICK_SIZES : SIZES) {
        await storeRuns(database, stored, size);
        stored = size;
        const measure = `figures, ${size.toLocaleString('en-US')} runs`;
        const from = performance.now();
        await rebuildFigures(database);
        rows.push(rowOf(measure, 'counted anew', 's', [(performance.now() - from) / 1000]));
        await database.query(sql`vacuum analyze figure`);
        for (const [contender, choice] of Object.entries(asked)) {
          const row = rowOf(measure, contender, 'ms', await timings(stage.quick ? 20 : 60, url, reviewer, choice));
          rows.push({ ...row, bar: 'p95 < 300 ms', reached: row.p95 < 300 });
        }
      }
      return rows;
    }),
};

async function timings(
  rounds: number,
  url: string,
  headers: Record<string, string>,
  { days, tool }: { days: number; tool?: string },
): Promise<number[]> {
  const since = new Date(Date.now() - days * 86_400_000).toISOString();
  const query = new URLSearchParams({ since, ...(tool === undefined ? {} : { tool }) });
  const all: number[] = [];
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const from = performance.now();
    const response = await fetch(`${url}/metrics/summary?${query.toString()}`, { headers });
    await response.json();
    if (!response.ok) throw new Error(`The figures answered ${response.status}.`);
    all.push(performance.now() - from);
  }
  return all.slice(WARM_UP);
}

/** Runs of three agents over ninety days, with three steps and two calls each; every fifth has a decided proposal. */
async function storeRuns(database: Database, after: number, upTo: number): Promise<void> {
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
      select 'bench-' || n || '-' || call, 'bench-' || n, call, 0, 'use', 'tool_' || (n + call * 5) % 12, '{}',
             (case when (n + call) % 25 = 0 then 'failed' else 'succeeded' end)::tool_call_status
      from ${numbers}, generate_series(0, 1) call`);
    await transaction.send(sql`
      insert into proposal (id, run_id, tool_call_id, group_id, position, agent, tool, requester_id, status, args,
        proposed_args, summary, preview, target_version, tool_hash, policy_version, view_hash, reversibility, delivery,
        gated_by, required_approvals, approvers, hold_seconds, expires_at)
      select 'bench-' || n, 'bench-' || n, 'bench-' || n || '-1', 'bench-' || n, 0, 'agent_' || n % 3,
             'tool_' || (n + 5) % 12, 'bench', 'approved', '{}', '{}', 'Bench', '{}', 'v', 'h', 1, 'v', 'compensable',
             'transactional', 'rule', 1, '{}', 0, now()
      from ${numbers} where n % 5 = 0`);
    await transaction.send(sql`
      insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash, decided_at)
      select 'bench-' || n, 'bench-' || n, 1, (case when n % 15 = 0 then 'reject' else 'approve' end)::decision_verdict,
             'bench', 'v', now() + make_interval(secs => 10 ^ (4 * random()))
      from ${numbers} where n % 5 = 0`);
  });
  for (const table of ['run', 'step', 'tool_call', 'proposal', 'decision']) {
    await database.query({ text: `vacuum analyze ${table}`, values: [] });
  }
}
