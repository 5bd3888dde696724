import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { sql } from '@/lib/domain/sql';
import { postCallback } from '@/lib/notify/post-callback';
import type { Application } from '@/lib/services/application';
import { sendCallbacks } from '@/lib/services/outside/send-callbacks';
import { expireProposals } from '@/lib/services/proposals/expire-proposals';
import { decide, look, proposed, registerBilling, type BillingAgent } from '../../fixtures/outside-agent';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { startReceiver, type Receiver } from '../../support/receiver';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let ravi: TestPerson;
let admin: TestPerson;
let agent: BillingAgent;
let receiver: Receiver;

beforeAll(async () => {
  app = await createTestApplication([], { DEMO: 'on' });
  admin = await createPerson(app, 'admin');
  ravi = await createPerson(app, 'reviewer');
  agent = await registerBilling(admin, 'billing');
  receiver = await startReceiver();
});

beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = (response) => response.writeHead(204).end();
});

const call = (order: string, url = receiver.url) => proposed(agent, order, { callbackUrl: url });
const statusOf = async (id: string) => (await look(ravi.token, id)).outside?.callback;
const makeDue = (id: string) =>
  app.database.query(sql`update callback set due_at = now() - interval '1 second' where proposal_id = ${id}`);
/** What the receiver got last, with its signature checked by the reference implementation. */
function verified() {
  const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' };
  return new Webhook(agent.signingSecret).verify(body, headers) as { type: string; data: { proposal: object } };
}

describe('a decision', () => {
  it('is posted once, signed, with the arguments that may run', async () => {
    const proposal = await call('A1');
    const args = { order: 'A1', cents: 1 };
    await decide(ravi, proposal, { verdict: 'edit', args });
    await sendCallbacks(app);
    await sendCallbacks(app);
    expect(receiver.received).toHaveLength(1);
    expect(verified()).toMatchObject({
      type: 'proposal.approved',
      data: { proposal: { id: proposal.id, agent: 'billing', tool: 'refund', version: 2, args, edited: true } },
    });
    expect(await statusOf(proposal.id)).toEqual({ status: 'delivered', attempts: 1 });
  });

  it('is posted when it is a rejection, and when nobody decided in time', async () => {
    const rejected = await call('A2');
    await decide(ravi, rejected, { verdict: 'reject', reason: 'Not now.' });
    await sendCallbacks(app);
    expect(verified()).toMatchObject({ type: 'proposal.rejected', data: { proposal: { reason: 'Not now.' } } });
    const late = await call('A3');
    await app.database.query(sql`update proposal set expires_at = now() - interval '1 second' where id = ${late.id}`);
    await expireProposals(app);
    await sendCallbacks(app);
    expect(verified()).toMatchObject({ type: 'proposal.expired', data: { proposal: { id: late.id } } });
  });

  it('waits out its hold, and an approval that was taken back is never told', async () => {
    const body = { rules: [], holdSeconds: 600, reason: 'For a test' };
    await api('PUT', '/tools/billing__refund/policy', { headers: { ...admin.token, 'if-match': '0' }, body });
    const proposal = await call('A4');
    await decide(ravi, proposal, { verdict: 'approve' });
    expect(await sendCallbacks(app)).toBe(0);
    await api('POST', `/proposals/${proposal.id}/revoke`, { headers: ravi.token });
    await sendCallbacks(app);
    expect(receiver.received).toHaveLength(1);
    expect(verified()).toMatchObject({ type: 'proposal.revoked', data: { proposal: { status: 'revoked' } } });
    const none = { ...body, holdSeconds: 0 };
    await api('PUT', '/tools/billing__refund/policy', { headers: { ...admin.token, 'if-match': '1' }, body: none });
  });

  it('is neither shown nor posted as approved while the agent is halted', async () => {
    const proposal = await call('A9');
    const send = (path: string) => api('POST', path, { headers: admin.token, body: { agent: 'billing' } });
    expect((await send('/halt')).status).toBe(200);
    await decide(ravi, proposal, { verdict: 'approve' });
    expect(await sendCallbacks(app)).toBe(0);
    expect((await look(agent.headers, proposal.id)).status).toBe('pending');
    await send('/resume');
    expect((await look(agent.headers, proposal.id)).status).toBe('approved');
    await sendCallbacks(app);
    expect(verified()).toMatchObject({ type: 'proposal.approved', data: { proposal: { id: proposal.id } } });
  });

  it('is tried again later with the same id and body, and is dead after the last attempt', async () => {
    const proposal = await call('A5');
    await decide(ravi, proposal, { verdict: 'approve' });
    receiver.answer = (response) => response.writeHead(503).end();
    await sendCallbacks(app);
    expect(await statusOf(proposal.id)).toEqual({
      status: 'pending',
      attempts: 1,
      lastError: 'The receiver answered 503.',
    });
    expect(await sendCallbacks(app)).toBe(0);
    await makeDue(proposal.id);
    await sendCallbacks(app);
    const [first, second] = receiver.received;
    expect([second?.body, second?.headers['webhook-id']]).toEqual([first?.body, first?.headers['webhook-id']]);
    await app.database.query(
      sql`update callback set attempts = 15, due_at = now() - interval '1 second' where proposal_id = ${proposal.id}`,
    );
    await sendCallbacks(app);
    expect(await statusOf(proposal.id)).toMatchObject({ status: 'dead', attempts: 16 });
    const dead = await app.database.query(sql`
      select seq from audit_entry where action = 'callback.dead' and subject ->> 'proposalId' = ${proposal.id}`);
    expect(dead).toHaveLength(1);
    expect((await verifyAudit(app.database, [])).state).toBe('whole');
  });

  it('is sent by another process when the one that took it died, and by one of many otherwise', async () => {
    const proposal = await call('A6');
    await decide(ravi, proposal, { verdict: 'approve' });
    const taken = await Promise.all([1, 2, 3, 4].map(() => sendCallbacks(app)));
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(receiver.received).toHaveLength(1);
    const other = await call('A7');
    await decide(ravi, other, { verdict: 'approve' });
    await app.database.query(sql`
      update callback set attempts = 1, due_at = now() - interval '1 second' where proposal_id = ${other.id}`);
    await sendCallbacks(app);
    expect(await statusOf(other.id)).toEqual({ status: 'delivered', attempts: 2 });
  });

  it('follows no redirect', async () => {
    const proposal = await call('A8');
    await decide(ravi, proposal, { verdict: 'approve' });
    receiver.answer = (response) => response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
    await sendCallbacks(app);
    expect(receiver.received).toHaveLength(1);
    expect(await statusOf(proposal.id)).toMatchObject({ lastError: 'The receiver answered 302.' });
  });
});

describe('the connection', () => {
  const strict = { callbackAllow: [], demo: false };
  const post = (url: string, addresses: string[], config = strict) =>
    postCallback(config, { url, headers: {}, body: '{}' }, () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    );

  it.each([[['127.0.0.1']], [['169.254.169.254']], [['::ffff:10.0.0.1']], [['93.184.215.14', '10.0.0.1']], [[]]])(
    'is not made to a name that resolves to %j',
    async (addresses) => {
      await expect(post('https://rebound.example/', addresses)).rejects.toThrow('may be called');
    },
  );

  it('goes to the very address that was judged, whatever the name says the next time', async () => {
    const allowed = { callbackAllow: [`rebinding.example:${receiver.port}`], demo: false };
    let asked = 0;
    const rebind = () => Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '192.0.2.1', family: 4 }]);
    const url = `http://rebinding.example:${receiver.port}/hook`;
    expect(await postCallback(allowed, { url, headers: {}, body: '{}' }, rebind)).toMatchObject({ status: 204 });
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers['host']).toBe(`rebinding.example:${receiver.port}`);
  });

  it('lets a name of this machine lead nowhere else, in the demo too', async () => {
    const demo = { callbackAllow: [], demo: true };
    await expect(post('http://localhost:1/', ['10.0.0.1'], demo)).rejects.toThrow('may be called');
    await expect(post('https://rebound.example/', ['127.0.0.1'], demo)).rejects.toThrow('may be called');
  });

  it('is given up when the answer has no end', async () => {
    receiver.answer = (response) => {
      response.on('error', () => undefined).writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const sent = postCallback({ callbackAllow: [], demo: true }, { url: receiver.url, headers: {}, body: '{}' });
    await expect(sent).rejects.toThrow('too large');
  });
});
