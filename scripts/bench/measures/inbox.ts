import { sql } from '@/lib/domain/sql';
import { proposeMany } from '../outside';
import { rowOf } from '../report';
import { percentile } from '../statistics';
import { withWebsite, type Website } from '../website';
import type { Measure } from './measure';

const PENDING = 50_000;

/** The inbox's first page over HTTP while fifty thousand items wait, beside the bare query of those rows. */
export const inbox: Measure = {
  name: 'inbox',
  title: 'inbox first page, 50,000 pending',
  run: (stage) =>
    withWebsite(stage, async (website) => {
      await fill(website);
      const reviewer = await website.signIn('reviewer');
      const pages: number[] = [];
      const queries: number[] = [];
      for (let round = 0; round < (stage.quick ? 60 : 300); round++) {
        queries.push(await timed(() => website.database.query(firstRows)));
        pages.push(await timed(() => firstPage(website, reviewer)));
      }
      const [overHttp, raw] = [pages.slice(20), queries.slice(20)];
      const row = rowOf('inbox first page, 50,000 pending', 'Countersign over HTTP', 'ms', overHttp);
      return [
        rowOf('inbox first page, 50,000 pending', 'the rows alone', 'ms', raw),
        { ...row, bar: 'p95 < 100 ms', reached: percentile(overHttp, 0.95) < 100 },
      ];
    }),
};

const firstRows = sql`
  select id, kind, title, tool, expires_at, created_at from inbox_item
  where status = 'pending' order by expires_at, created_at, id limit 50`;

async function fill(website: Website): Promise<void> {
  const [template] = await proposeMany(website, 1);
  const copy = sql`
    with made as (
      insert into proposal
      select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()::text,
              'group_id', 'outside:' || gen_random_uuid(), 'proposed_at', now() - make_interval(secs => n),
              'expires_at', p.expires_at + make_interval(secs => n)))).*
      from proposal p, generate_series(1, ${PENDING}::int) n where p.id = ${template?.id}
      returning *
    )
    insert into inbox_item (id, kind, status, title, tool, agent, reversibility, group_id, requester_id,
                            required_approvals, given_approvals, created_at, expires_at)
    select id, 'proposal', 'pending', summary, tool, agent, reversibility, group_id, requester_id, required_approvals, 0,
           proposed_at, expires_at
    from made`;
  await website.database.query(copy);
  await website.database.query(sql`analyze`);
}

async function firstPage({ url }: Website, headers: Record<string, string>): Promise<void> {
  const response = await fetch(`${url}/inbox?status=pending`, { headers });
  const { items } = (await response.json()) as { items: unknown[] };
  if (items.length === 0) throw new Error('The inbox is empty.');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
