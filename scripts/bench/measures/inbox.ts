import { sql } from '@/lib/domain/sql';
import { proposeMany } from '../outside';
import { rowOf } from '../report';
import { withWebsite, type Website } from '../website';
import type { Measure } from './measure';

const PENDING = 100_000;
const MEASURE = 'inbox first page, 100,000 pending';

/** What a reviewer's page asks for, beside the bare query of the rows it draws. */
const asked = {
  'all that waits, over HTTP': '/inbox?view=team',
  'what one may decide, over HTTP': '/inbox?view=mine',
  'a search, over HTTP': '/inbox?view=mine&q=note%200',
  'what one put off, over HTTP': '/inbox?view=snoozed',
  'the counts, over HTTP': '/inbox-counts',
};

/** Looks at every item that waits, so it is told without a bar. */
const longest = { 'a search without a hit, over HTTP': '/inbox?view=mine&q=nowhere' };

/** The inbox over HTTP while a hundred thousand items wait, of which half are a group's that the reviewer is not in. */
export const inbox: Measure = {
  name: 'inbox',
  title: MEASURE,
  run: (stage) =>
    withWebsite(stage, async (website) => {
      await fill(website);
      const reviewer = await website.signIn('reviewer');
      const rounds = stage.quick ? 60 : 300;
      const rows = [
        rowOf(MEASURE, 'the rows alone', 'ms', await timings(rounds, () => website.database.query(firstRows))),
      ];
      for (const [contender, path] of Object.entries(asked)) {
        const row = rowOf(MEASURE, contender, 'ms', await timings(rounds, () => get(website, reviewer, path)));
        rows.push({ ...row, bar: 'p95 < 100 ms', reached: row.p95 < 100 });
      }
      for (const [contender, path] of Object.entries(longest)) {
        rows.push(rowOf(MEASURE, contender, 'ms', await timings(rounds, () => get(website, reviewer, path))));
      }
      return rows;
    }),
};

const WARM_UP = 20;

async function timings(rounds: number, work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) all.push(await timed(work));
  return all.slice(WARM_UP);
}

const firstRows = sql`
  select id, kind, title, tool, expires_at, created_at from inbox_item
  where status = 'pending'
  order by date_trunc('minute', coalesce(expires_at, 'infinity'::timestamptz) at time zone 'UTC'),
           case reversibility when 'irreversible' then 0 when 'compensable' then 1 when 'reversible' then 2 else 3 end,
           created_at, id
  limit 50`;

async function fill(website: Website): Promise<void> {
  const [template] = await proposeMany(website, 1);
  const copy = sql`
    with made as (
      insert into proposal
      select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()::text,
              'group_id', 'outside:' || gen_random_uuid(), 'approvers',
              case when n % 2 = 0 then array['group:finance'] else '{}' end, 'proposed_at', now() - make_interval(secs => n),
              'expires_at', p.expires_at + make_interval(secs => n)))).*
      from proposal p, generate_series(1, ${PENDING}::int) n where p.id = ${template?.id}
      returning *
    )
    insert into inbox_item (id, kind, status, title, tool, agent, reversibility, group_id, requester_id,
                            required_approvals, given_approvals, approvers, created_at, expires_at)
    select id, 'proposal', 'pending', summary, tool, agent, reversibility, group_id, requester_id, required_approvals, 0,
           approvers, proposed_at, expires_at
    from made`;
  await website.database.query(copy);
  await website.database.query(sql`analyze`);
}

async function get({ url }: Website, headers: Record<string, string>, path: string): Promise<void> {
  const response = await fetch(`${url}${path}`, { headers });
  await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
