import { expect, it } from 'vitest';
import type { JsonSchema } from '@/lib/domain/json';
import { sendsOut } from '@/lib/domain/sends-out';
import type { ReadTool } from '@/lib/domain/tool';
import { defaultRunLimits } from '@/lib/domain/run';
import { readTool } from '@/lib/testing/run-records';
import { createRegistry } from './registry';

const withInput = (tool: ReadTool, properties: Record<string, JsonSchema>): ReadTool => ({
  ...tool,
  input: { type: 'object', properties },
});
const text: JsonSchema = { type: 'string' };

it('takes a read of text from outside by an address for a way out, and no other unless it says so', () => {
  const mail = withInput(readTool('read_mail', 'outside'), { folder: text });
  expect(sendsOut(mail)).toBe(false);
  expect(sendsOut({ ...mail, sendsOut: true })).toBe(true);
  const page = withInput(readTool('get_webpage', 'outside'), { url: text });
  expect(sendsOut(page)).toBe(true);
  expect(sendsOut(withInput(readTool('fetch', 'outside'), { from: { type: 'string', format: 'uri' } }))).toBe(true);
  expect(sendsOut({ ...page, sendsOut: false })).toBe(false);
  expect(sendsOut(withInput(readTool('find_page', 'records'), { url: text }))).toBe(false);
});

it('makes a read that carries data out the write it is, one and the same for all agents that have it', async () => {
  const page = withInput(readTool('get_webpage', 'outside'), { url: text });
  const agentOf = (name: string) => ({ name, title: name, instructions: '', tools: [page], limits: defaultRunLimits });
  const { agents, tools } = createRegistry([agentOf('one'), agentOf('two')]);
  const gated = tools.get('get_webpage');
  expect(gated).toMatchObject({ reversibility: 'irreversible', delivery: 'idempotent' });
  expect(agents.get('one')?.tools[0]).toBe(agents.get('two')?.tools[0]);
  const write = gated as Extract<typeof gated, { delivery: 'idempotent' }>;
  const args = { url: 'https://x.example/?d=secret' };
  const context = { transaction: {} as never, requester: { userId: 'u', customerId: null }, agent: 'one', runId: null };
  expect(await write?.preview(args, context)).toEqual({ before: {}, after: { sent_out: { get_webpage: args } } });
  expect(await write?.summary(args, context)).toContain('secret');
});
