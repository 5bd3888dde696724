import { uuidv7 } from 'uuidv7';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { inParallel } from './contenders/contender';
import type { Website } from './website';

/** What a decision must name. */
export interface Waiting {
  id: string;
  version: number;
  viewHash: string;
}

/** An outside agent proposes so many calls over HTTP, through the gate and policy; all of them wait for a person. */
export async function proposeMany({ url, database, signIn }: Website, count: number): Promise<Waiting[]> {
  const admin = await signIn('admin');
  const tool = {
    name: 'write_note',
    description: 'Writes a note.',
    inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    reversibility: 'reversible',
  };
  const agent = { name: 'bench', owner: 'the bench', purpose: 'To be measured.', tools: [tool] };
  const { token } = (await post(`${url}/agents`, admin, agent)) as { token: string };
  const limits = JSON.stringify({ ...defaultRunLimits, maxPendingPerRun: 1000, maxPendingPerUserHour: 100_000 });
  await database.query(sql`
    insert into agent_settings (agent, version, limits, enabled) values ('bench', 1, ${limits}::json, true)`);
  const caller = { ...admin, authorization: `Bearer ${token}` };
  await inParallel([...Array(count).keys()], 8, async (index) => {
    const call = { agent: 'bench', tool: 'write_note', args: { id: String(index) }, summary: `Write note ${index}` };
    await post(`${url}/proposals`, { ...caller, 'idempotency-key': uuidv7() }, call);
  });
  return database.query<Waiting>(sql`select id, version, view_hash from proposal where status = 'pending'`);
}

async function post(url: string, headers: Record<string, string>, body: unknown): Promise<unknown> {
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
