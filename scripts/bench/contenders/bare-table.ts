import { uuidv7 } from 'uuidv7';
import pg from 'pg';
import type { ModelPort, ModelMessage } from '@/lib/domain/model';
import { Marks } from '../marks';
import { messageFor } from '../work';
import { APPROVALS_AT_ONCE, inParallel, type Contender } from './contender';

const WORKERS = 8;
/** A hint says nothing to a claim that comes while another decision still holds the row: whoever skips rows must look again. */
const POLL_MS = 500;

const SCHEMA = `
  create table bare_run (id text primary key, status text not null, run_at timestamptz not null default now(),
    lease_owner text, lease_until timestamptz, fence int not null default 0, state json not null);
  create index on bare_run (status, run_at);
  create table bare_step (run_id text, index int, body json not null, primary key (run_id, index));`;

const CLAIM = `
  with due as (
    select id from bare_run where (status = 'queued' and run_at <= now()) or (status = 'running' and lease_until < now())
    order by run_at limit $1 for update skip locked)
  update bare_run set status = 'running', lease_owner = 'one', lease_until = now() + interval '3 seconds',
    fence = fence + 1
  from due where bare_run.id = due.id returning bare_run.id, fence`;

const COMMIT_STEP = `
  with held as (update bare_run set status = $5, lease_until = now() + interval '3 seconds'
                where id = $1 and fence = $2 returning id)
  insert into bare_step select id, $3::int, $4::json from held`;

interface Claim {
  id: string;
  fence: number;
}

/** The limit: a run table with a lease, a claim that skips what is locked, and fenced commits. No gate, no audit. */
export async function startBareTable(databaseUrl: string, model: ModelPort): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  await pool.query(SCHEMA);
  const listening = new pg.Client({ connectionString: databaseUrl });
  await listening.connect();
  await listening.query('listen bare_queued');
  const table = new BareTable(pool, model);
  listening.on('notification', () => table.fill());
  const polling = setInterval(() => table.fill(), POLL_MS);
  return {
    name: 'bare table',
    park: () => table.insert('awaiting'),
    async decide(id) {
      await table.queue(id);
      const committedAt = performance.now();
      return (await table.marks.firstAfter(id, committedAt)) - committedAt;
    },
    async approveAll(ids) {
      const ended = table.untilEnded(ids);
      await inParallel(ids, APPROVALS_AT_ONCE, (id) => table.queue(id));
      await ended;
    },
    async decideTwice(id) {
      const from = performance.now();
      const ended = table.untilEnded([id]);
      await Promise.all([table.queue(id), table.queue(id)]);
      await ended;
      return table.marks.countAfter(id, from);
    },
    async runSteps(count) {
      const id = await table.insert('running');
      await table.runSteps({ id, fence: 0 }, count);
    },
    async close() {
      clearInterval(polling);
      await listening.end();
      await pool.end();
    },
  };
}

class BareTable {
  readonly marks = new Marks();
  private readonly waiting = new Map<string, () => void>();
  private active = 0;
  private claiming = false;
  private again = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly model: ModelPort,
  ) {}

  async insert(status: string): Promise<string> {
    const id = uuidv7();
    const state = JSON.stringify({ args: { id } });
    await this.pool.query('insert into bare_run (id, status, state) values ($1, $2, $3)', [id, status, state]);
    return id;
  }

  /** The decision: a compare-and-set, and a hint once it is committed. */
  async queue(id: string): Promise<void> {
    const text = `update bare_run set status = 'queued', run_at = now() where id = $1 and status = 'awaiting'`;
    const { rowCount } = await this.pool.query({ name: 'queue', text, values: [id] });
    if (rowCount) void this.pool.query({ name: 'notify', text: `select pg_notify('bare_queued', $1)`, values: [id] });
  }

  untilEnded(ids: readonly string[]): Promise<unknown> {
    return Promise.all(ids.map((id) => new Promise<void>((resolve) => this.waiting.set(id, resolve))));
  }

  fill(): void {
    this.again = true;
    if (!this.claiming) void this.claimMore();
  }

  private async claimMore(): Promise<void> {
    this.claiming = true;
    while (this.again && this.active < WORKERS) {
      this.again = false;
      const query = { name: 'claim', text: CLAIM, values: [WORKERS - this.active] };
      const { rows } = await this.pool.query<Claim>(query);
      this.active += rows.length;
      for (const claim of rows) void this.work(claim);
    }
    this.claiming = false;
  }

  private async work(claim: Claim): Promise<void> {
    this.marks.enter(claim.id);
    await this.commit(claim, 0, { output: 'written' }, 'ended');
    this.active -= 1;
    this.waiting.get(claim.id)?.();
    this.fill();
  }

  async runSteps(claim: Claim, count: number): Promise<void> {
    const messages: ModelMessage[] = [
      { role: 'user', content: [{ type: 'text', text: messageFor({ steps: count }) }] },
    ];
    for (let index = 0; index <= count; index++) {
      const body = await this.askAndRead(messages);
      await this.commit(claim, index, body, index < count ? 'running' : 'ended');
    }
  }

  private async askAndRead(messages: ModelMessage[]): Promise<unknown> {
    const { blocks } = await askModel(this.model, messages);
    messages.push({ role: 'assistant', content: blocks });
    const use = blocks.find((block) => block.type === 'tool_use');
    if (!use) return { blocks };
    const { index } = JSON.parse(use.inputText) as { index: number };
    const content = JSON.stringify({ index, body: `The body of note ${index}` });
    messages.push({ role: 'user', content: [{ type: 'tool_result', toolUseId: use.id, content, isError: false }] });
    return { blocks, content };
  }

  private async commit({ id, fence }: Claim, index: number, body: unknown, status: string): Promise<void> {
    const values = [id, fence, index, JSON.stringify(body), status];
    await this.pool.query({ name: 'commit', text: COMMIT_STEP, values });
  }
}

/** Asks the model as every contender does. */
export function askModel(model: ModelPort, messages: ModelMessage[]) {
  const request = { model: 'scripted', system: 'You keep notes.', tools: [], messages, maxTokens: 4096 };
  return model.call(request, () => undefined, new AbortController().signal);
}
