import { beforeAll, describe, expect, it } from 'vitest';
import { agentAnswer } from '@/lib/api/contract/agent';
import { outsideAgentPage } from '@/lib/api/contract/outside-agent';
import { policyView, toolPage } from '@/lib/api/contract/policy';
import { problem } from '@/lib/api/contract/problem';
import { billingTools, look, proposed, proposeRefund, registerBilling } from '../../fixtures/outside-agent';
import { notesAgent } from '../../fixtures/notes-agent';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let admin: TestPerson;
let ravi: TestPerson;

beforeAll(async () => {
  const app = await createTestApplication([notesAgent]);
  admin = await createPerson(app, 'admin');
  ravi = await createPerson(app, 'reviewer');
});

const register = (changes: object) =>
  api('POST', '/agents', {
    headers: admin.token,
    body: { name: 'strict', owner: 'Ops', purpose: 'Tests.', tools: billingTools, ...changes },
  });
const get = async (path: string) => (await api('GET', path, { headers: ravi.token })).json();
const pointersOf = async (response: Response) => {
  const { status, errors } = problem.parse(await response.json());
  return [status, ...(errors ?? []).map(({ pointer }) => pointer)];
};

describe('registering an outside agent', () => {
  it('shows it with its owner, purpose and tools, and its tools have policies', async () => {
    await registerBilling(admin, 'shown');
    const { agent } = agentAnswer.parse(await get('/agents/shown'));
    expect(agent).toMatchObject({
      name: 'shown',
      version: 1,
      enabled: true,
      owner: 'Billing team',
      tools: ['refund', 'find_order'],
    });
    const { items } = outsideAgentPage.parse(await get('/agents'));
    expect(items.find(({ name }) => name === 'shown')?.tools).toEqual(['shown__refund', 'shown__find_order']);
    const tools = toolPage.parse(await get('/tools')).items;
    expect(tools.find(({ name }) => name === 'shown__refund')).toMatchObject({
      agents: ['shown'],
      reversibility: 'irreversible',
      delivery: 'at_most_once',
    });
    expect(policyView.parse(await get('/tools/shown__refund/policy'))).toMatchObject({ version: 0, rules: [] });
  });

  it('finds a tool’s policy by its own name while only one agent has it', async () => {
    const tools = [{ ...billingTools[0], name: 'only_here' }];
    await registerBilling(admin, 'first-owner', { tools });
    expect(policyView.parse(await get('/tools/only_here/policy')).tool).toBe('first-owner__only_here');
    await registerBilling(admin, 'second-owner', { tools });
    expect(await get('/tools/only_here/policy')).toMatchObject({ status: 404 });
  });

  it.each([
    ['a keyword nobody knows', { type: 'object', frobnicate: 1 }, '/frobnicate'],
    ['one that is not checked', { properties: { a: { contentEncoding: 'base64' } } }, '/properties/a/contentEncoding'],
    ['one of another draft', { dependencies: { a: ['b'] } }, '/dependencies'],
    ['a format nobody knows', { properties: { a: { format: 'colour' } } }, '/properties/a/format'],
    ['a reference to elsewhere', { $ref: 'https://example.com/schema' }, '/$ref'],
    ['another dialect', { $schema: 'http://json-schema.org/draft-04/schema#' }, '/$schema'],
    ['a keyword deep inside', { anyOf: [{}, { items: { 'x/y': 1 } }] }, '/anyOf/1/items/x~1y'],
    ['a reference to itself', { $ref: '#' }, ''],
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }, '/properties/a/pattern'],
  ])('refuses a schema with %s, at its pointer', async (_what, inputSchema, pointer) => {
    const response = await register({ tools: [{ ...billingTools[0], inputSchema }] });
    expect(await pointersOf(response)).toEqual([422, `/tools/0/inputSchema${pointer}`]);
  });

  it('refuses names that are taken, doubled or would be read as two', async () => {
    expect(await pointersOf(await register({ name: 'notes' }))).toEqual([422, '/name']);
    expect(await pointersOf(await register({ name: 'a__b' }))).toEqual([422, '/name']);
    const twice = [billingTools[0], billingTools[0]];
    expect(await pointersOf(await register({ tools: twice }))).toEqual([422, '/tools/1/name']);
    const { reversibility: _left, ...unclassified } = billingTools[0] ?? {};
    expect(await pointersOf(await register({ tools: [unclassified] }))).toEqual([422, '/tools/0/reversibility']);
  });

  it('makes a new version with a new token, and supersedes what waits for a tool that changed', async () => {
    const other = { ...billingTools[0], name: 'void_invoice', effectKey: 'void:{/order}' };
    const first = await registerBilling(admin, 'renewed', { tools: [...billingTools, other] });
    const changing = await proposed(first, 'A1');
    const staying = await proposed(first, 'A1', { tool: 'void_invoice' });
    const changed = { ...billingTools[0], description: 'Refunds an order, twice.' };
    const second = await registerBilling(admin, 'renewed', { tools: [changed, other] });
    expect((await proposeRefund(first, 'A2')).status).toBe(401);
    expect((await look(second.headers, changing.id)).status).toBe('superseded');
    expect((await look(second.headers, staying.id)).status).toBe('pending');
    expect(agentAnswer.parse(await get('/agents/renewed')).agent.version).toBe(2);
  });

  it('keeps what an admin set, counts as a version, and obeys the switch', async () => {
    const agent = await registerBilling(admin, 'switched');
    const { agent: view } = agentAnswer.parse(await get('/agents/switched'));
    const body = { agent: { ...view, enabled: false } };
    const headers = { ...admin.token, 'if-match': '1' };
    expect((await api('PUT', '/agents/switched', { headers, body })).status).toBe(200);
    expect(problem.parse(await (await proposeRefund(agent, 'A1')).json())).toMatchObject({
      status: 503,
      code: 'halted',
    });
    await registerBilling(admin, 'switched');
    expect(agentAnswer.parse(await get('/agents/switched')).agent).toMatchObject({ version: 3, enabled: false });
  });

  it('ends when an admin revokes the token', async () => {
    const agent = await registerBilling(admin, 'ended');
    const { id } = await proposed(agent, 'A1');
    const revoke = () => api('POST', '/agents/ended/revoke', { headers: admin.token, body: {} });
    expect(agentAnswer.parse(await (await revoke()).json()).agent.revokedAt).toBeDefined();
    expect((await revoke()).status).toBe(200);
    expect((await api('GET', `/proposals/${id}`, { headers: agent.headers })).status).toBe(401);
    expect((await look(ravi.token, id)).status).toBe('pending');
  });
});
