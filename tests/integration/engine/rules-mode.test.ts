import { beforeAll, describe, expect, it } from 'vitest';
import { retailAgent } from '@/lib/agents/retail/agent';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { createModelCatalog } from '@/lib/model/catalog';
import type { Application } from '@/lib/services/application';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { startRun } from '@/lib/services/runs/start-run';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let ana: TestPerson;
let ravi: TestPerson;
let modelCalls: () => number;

const address = { address1: '1 Oak St', address2: '', city: 'Troy', state: 'NY', country: 'USA', zip: '12180' };
const order = (order_id: string, status: string, user_id = 'ana_silva_1001') => ({
  order_id,
  user_id,
  status,
  address,
  items: [
    { item_id: '1111111111', name: 'Desk Lamp', product_id: '9', price: 20, options: { color: 'black' } },
    { item_id: '2222222222', name: 'Mug', product_id: '8', price: 5.5, options: {} },
  ],
  payment_history: [{ transaction_type: 'payment', amount: 25.5, payment_method_id: 'credit_card_77' }],
  fulfillments: [],
});
const orders = [
  order('#W1000001', 'pending'),
  order('#W1000002', 'delivered'),
  order('#W1000003', 'pending'),
  order('#W1000004', 'pending'),
  order('#W1000009', 'pending', 'bo_berg_1002'),
];
const user = (id: string, first_name: string) => ({
  name: { first_name, last_name: 'Silva' },
  email: `${id}@example.com`,
  address,
  orders: orders.filter(({ user_id }) => user_id === id).map(({ order_id }) => order_id),
  payment_methods: {
    credit_card_77: { id: 'credit_card_77', source: 'credit_card', brand: 'visa', last_four: '0077' },
    gift_card_9: { id: 'gift_card_9', source: 'gift_card', balance: 0 },
  },
});

beforeAll(async () => {
  // A key and a provider that is down: what a run gets is rules mode, by its route or after the outage.
  const server = await startScriptedModelServer(() => ({ status: 401 }));
  modelCalls = () => server.requests.length;
  app = await createTestApplication([retailAgent], { ANTHROPIC_API_KEY: 'test', ANTHROPIC_BASE_URL: server.url });
  await app.database.transaction((transaction) =>
    loadStore(transaction, {
      orders: Object.fromEntries(orders.map((one) => [one.order_id, one])),
      products: {},
      users: { ana_silva_1001: user('ana_silva_1001', 'Ana'), bo_berg_1002: user('bo_berg_1002', 'Bo') },
    }),
  );
  startTestEngine(app, createModelCatalog(app.config));
  ana = await createPerson(app, 'user', 'ana_silva_1001');
  ravi = await createPerson(app, 'reviewer');
  return () => server.close();
});

async function ask(message: string, route: 'rules' | 'agent' = 'rules', conversationId?: string) {
  const input = { agent: 'retail', message, route };
  const { runId } = await startRun(app, ana, conversationId ? { ...input, conversationId } : input);
  const run = await settled(app, ana, runId);
  const [first, ...others] = await proposalsOf(app, ravi, runId);
  return { run, proposal: first as ProposalView, others, after: () => settled(app, ana, runId) };
}

describe('rules mode, through the gate, the reviewers and the real store', () => {
  it('answers a read by itself', async () => {
    const { run } = await ask('Where is my order #W1000001?');
    expect(run).toMatchObject({
      status: 'succeeded',
      reply: expect.stringMatching(/rules mode.*#W1000001 is pending/) as string,
    });
  });

  it.each([
    [
      'Change the address of order #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701',
      /#W1000001 now goes to 12 Elm St, Apt 4/,
    ],
    ['Cancel order #W1000001, it is no longer needed', /#W1000001 is now cancelled/],
    ['Return the mug from #W1000002', /#W1000002 is now "return requested" for Mug/],
    ['Give me $20 store credit for order #W1000002 because it came late', /\$20\.00 of store credit was issued/],
  ])('%s: proposed, approved, done and told', async (message, reply) => {
    const { run, proposal, after } = await ask(message);
    expect(run.status).toBe('awaiting');
    await approve(app, ravi, proposal);
    expect(await after()).toMatchObject({ status: 'succeeded', reply: expect.stringMatching(reply) as string });
  });

  it('tells a rejection, with its reason, and claims nothing', async () => {
    const { run, proposal, after } = await ask('Cancel #W1000003, I ordered it by mistake');
    const { id, version, viewHash } = proposal;
    await decideProposal(app, ravi, id, { verdict: 'reject', version, viewHash, reason: 'Already packed.' });
    const done = await after();
    expect(done.reply).toMatch(/could not cancel order #W1000003\. Rejected by a reviewer: Already packed\./);
    const next = await ask('Is it cancelled? Where is it?', 'rules', run.conversationId);
    expect(next.run.reply).toMatch(/#W1000003 is pending/);
  });

  it('keeps a second message apart from the request that still waits', async () => {
    const { run, proposal, after } = await ask('Cancel #W1000004, I ordered it by mistake');
    const second = await ask('Cancel #W1000004, a mistake!', 'rules', run.conversationId);
    expect(second.run.reply).toMatch(/waiting for a person's decision/);
    expect(second.proposal).toBeUndefined();
    await approve(app, ravi, proposal);
    expect((await after()).reply).toMatch(/#W1000004 is now cancelled/);
    const third = await ask('thanks', 'rules', run.conversationId);
    expect(third.run.reply).toMatch(/You are welcome/);
  });

  it("does not find another customer's order, and hands over what it does not understand", async () => {
    expect((await ask('Cancel #W1000009, by mistake')).run.reply).toMatch(/could not find order #W1000009/);
    expect((await ask('Sing me a song')).run).toMatchObject({
      status: 'escalated',
      reason: 'asked_for_human',
    });
  });

  it('takes over a run whose model is down, and finishes it', async () => {
    const before = modelCalls();
    const { run } = await ask('Where is my order #W1000002?', 'agent');
    expect(run).toMatchObject({ status: 'succeeded', reply: expect.stringMatching(/rules mode/) as string });
    expect(modelCalls() - before).toBe(1);
  });
});
