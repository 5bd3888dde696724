import { z } from 'zod';
import type { ListRunsInput, RunPage } from '@/lib/api/contract/run';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { exactTime, keyId, keyTime, readCursor, toPage } from '../keyset';
import { runFilter } from './run-filter';
import { runSummaryOf, type RunRow } from './run-summary';

const key = z.tuple([keyTime, keyId]);

/** Runs, newest first: a user's own, everybody's for reviewers. Throws `invalid_fields` for a bad cursor. */
export async function listRuns({ database }: Application, actor: Actor, input: ListRunsInput): Promise<RunPage> {
  const after = readCursor(key, input.cursor);
  const rows = await database.query<RunRow & { requesterName: string; exactCreatedAt: string }>(sql`
    select r.id, r.conversation_id, r.agent, r.user_id, r.message, r.status, r.reason, r.reason_detail, r.reply, r.confidence,
           r.resumes_run_id, r.input_tokens, r.output_tokens, r.cache_read_tokens, r.cost_usd, r.created_at,
           r.finished_at, u.name as requester_name, ${exactTime('r.created_at')} as exact_created_at
    from run r join app_user u on u.id = r.user_id
    where ${runFilter(actor, input)}
      and (${after === null} or (r.created_at, r.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}))
    order by r.created_at desc, r.id desc
    limit ${input.limit + 1}`);
  return toPage(
    rows,
    input.limit,
    (row) => [row.exactCreatedAt, row.id],
    (row) => runSummaryOf(row, row.requesterName),
  );
}
