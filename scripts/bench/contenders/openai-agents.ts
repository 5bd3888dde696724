import { uuidv7 } from 'uuidv7';
import pg from 'pg';
import { Marks } from '../marks';
import { APPROVALS_AT_ONCE, inParallel, type Contender } from './contender';
import type { LoadPeer } from './peers';

interface RunState {
  toString(): string;
  approve(interruption: unknown): void;
}

interface Result {
  state: RunState;
  interruptions: unknown[];
}

/** What is used of the package, which is no dependency of ours. */
interface OpenAiAgents {
  Agent: new (options: unknown) => unknown;
  Runner: new (options: unknown) => { run(agent: unknown, input: unknown): Promise<Result> };
  RunState: { fromString(agent: unknown, text: string): Promise<RunState & { getInterruptions(): unknown[] }> };
  Usage: new (input: unknown) => unknown;
  tool(options: unknown): unknown;
}

/** OpenAI Agents JS; its run's state is kept as text in a row of Postgres, as its guide says. */
export async function startOpenAiAgents(databaseUrl: string, load: LoadPeer): Promise<Contender> {
  const peer = (await load('@openai/agents')) as OpenAiAgents;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  await pool.query('create table paused_run (id text primary key, state text not null)');
  const marks = new Marks();
  const { agent, runner } = buildAgent(peer, marks);
  const resume = async (id: string) => {
    const text = 'select state from paused_run where id = $1';
    const { rows } = await pool.query<{ state: string }>({ name: 'load', text, values: [id] });
    const state = await peer.RunState.fromString(agent, rows[0]?.state ?? '');
    for (const interruption of state.getInterruptions()) state.approve(interruption);
    await save(pool, id, (await runner.run(agent, state)).state);
  };
  return {
    name: 'OpenAI Agents JS',
    async park() {
      const id = uuidv7();
      await save(pool, id, (await runner.run(agent, `Write ${id}`)).state);
      return id;
    },
    async decide(id) {
      const from = performance.now();
      await resume(id);
      return (await marks.firstAfter(id, from)) - from;
    },
    approveAll: (ids) => inParallel(ids, APPROVALS_AT_ONCE, resume),
    async decideTwice(id) {
      const from = performance.now();
      await Promise.allSettled([resume(id), resume(id)]);
      return marks.countAfter(id, from);
    },
    close: () => pool.end(),
  };
}

async function save(pool: pg.Pool, id: string, state: RunState): Promise<void> {
  const text =
    'insert into paused_run (id, state) values ($1, $2) on conflict (id) do update set state = excluded.state';
  await pool.query({ name: 'save', text, values: [id, state.toString()] });
}

function buildAgent(peer: OpenAiAgents, marks: Marks) {
  const addNote = peer.tool({
    name: 'add_note',
    description: 'Writes a note.',
    strict: true,
    parameters: {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      additionalProperties: false,
    },
    needsApproval: true,
    execute: ({ id }: { id: string }) => {
      marks.enter(id);
      return 'written';
    },
  });
  const agent = new peer.Agent({ name: 'bench', instructions: 'You keep notes.', tools: [addNote] });
  const getResponse = ({ input }: { input: unknown }) => {
    const usage = new peer.Usage({ inputTokens: 100, outputTokens: 20, totalTokens: 120 });
    return Promise.resolve({ usage, output: [outputFor(input)], responseId: uuidv7() });
  };
  const model = { getResponse };
  const runner = new peer.Runner({ modelProvider: { getModel: () => model }, tracingDisabled: true });
  return { agent, runner };
}

interface Item {
  type?: string;
  role?: string;
  content?: unknown;
}

function outputFor(input: unknown) {
  const items = Array.isArray(input) ? (input as Item[]) : [{ role: 'user', content: input }];
  if (items.some(({ type }) => type === 'function_call_result')) {
    const content = [{ type: 'output_text', text: 'It is done.' }];
    return { type: 'message', role: 'assistant', status: 'completed', content };
  }
  const [, id = ''] = /Write ([\w-]+)/.exec(JSON.stringify(items)) ?? [];
  const call = { name: 'add_note', callId: uuidv7(), status: 'completed', arguments: JSON.stringify({ id }) };
  return { type: 'function_call', ...call };
}
