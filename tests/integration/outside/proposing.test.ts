import { beforeAll, describe, expect, it } from 'vitest';
import { inboxPage } from '@/lib/api/contract/inbox';
import { previewAnswer, proposalAnswer } from '@/lib/api/contract/proposal';
import { problem } from '@/lib/api/contract/problem';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { expireReports } from '@/lib/services/outside/expire-reports';
import { expireProposals } from '@/lib/services/proposals/expire-proposals';
import {
  decide,
  look,
  proposed,
  proposeRefund,
  registerBilling,
  report,
  type BillingAgent,
} from '../../fixtures/outside-agent';
import { notesAgent } from '../../fixtures/notes-agent';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let admin: TestPerson;
let ravi: TestPerson;
let agent: BillingAgent;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  admin = await createPerson(app, 'admin');
  ravi = await createPerson(app, 'reviewer');
  agent = await registerBilling(admin, 'billing');
});

const refusal = async (response: Response) => {
  const { status, code, errors } = problem.parse(await response.json());
  return [status, code, ...(errors ?? []).map(({ pointer }) => pointer)];
};
const inbox = async (query: string) =>
  inboxPage.parse(await (await api('GET', `/inbox?${query}`, { headers: ravi.token })).json()).items;
async function setPolicy(name: string, policy: object) {
  expect((await putPolicy(name, policy)).status).toBe(200);
}
async function putPolicy(name: string, policy: object) {
  const path = `/tools/${name}/policy`;
  const { version } = (await (await api('GET', path, { headers: admin.token })).json()) as { version: number };
  const headers = { ...admin.token, 'if-match': String(version) };
  return api('PUT', path, { headers, body: { ...policy, reason: 'For a test' } });
}

describe('a call of an outside agent', () => {
  it('waits in the inbox without a run, as the agent describes it', async () => {
    const response = await proposeRefund(agent, 'A100');
    expect(response.status).toBe(201);
    const { proposal } = proposalAnswer.parse(await response.json());
    expect(proposal).toMatchObject({
      status: 'pending',
      verdict: 'require_approval',
      agent: 'billing',
      tool: 'refund',
      runId: null,
      args: { order: 'A100', cents: 4200 },
      outside: { owner: 'Billing team', purpose: 'Pays money back.', described: true },
      preview: { changes: [{ path: '/orders/A100/refunded', before: 0, after: 4200 }] },
    });
    const [item] = await inbox('agent=billing&tool=refund');
    expect(item).toMatchObject({ id: proposal.id, kind: 'proposal', runId: null, mayDecide: true });
    expect((await look(ravi.token, proposal.id)).allowedDecisions).toContain('approve');
  });

  it('shows its arguments as the change when the agent describes none', async () => {
    const { preview, outside } = await proposed(agent, 'A101', { before: undefined, after: undefined });
    expect(preview.changes).toContainEqual({ path: '/cents', before: null, after: 4200 });
    expect(outside?.described).toBe(false);
  });

  it('is taken once for one key, and again only with another', async () => {
    const key = { 'idempotency-key': 'refund-A102' };
    const [first, second] = await Promise.all([1, 2].map(() => proposeRefund(agent, 'A102', {}, key)));
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(await first?.text()).toBe(await second?.text());
    expect(await refusal(await proposeRefund(agent, 'A103', {}, key))).toEqual([422, 'idempotency_mismatch']);
    await app.database.query(sql`
      update idempotent_answer set status = 0, body = 'null', created_at = now() - interval '1 minute'
      where key = 'refund-A102'`);
    expect((await proposeRefund(agent, 'A102', {}, key)).status).toBe(201);
    expect(
      await inbox('agent=billing').then((items) => items.filter(({ title }) => title.includes('A102'))),
    ).toHaveLength(1);
  });

  it.each([
    ['an unknown tool', { tool: 'rob' }, [422, 'invalid_fields', '/tool']],
    ['a tool that only reads', { tool: 'find_order', args: {} }, [422, 'invalid_fields', '/tool']],
    [
      'arguments against the schema',
      { args: { order: 'B1', cents: 0 } },
      [422, 'invalid_fields', '/args/order', '/args/cents'],
    ],
    ['an argument it invented', { args: { order: 'A1', cents: 1, to: 'me' } }, [422, 'invalid_fields', '/args/to']],
    ['a large argument', { args: { order: `A${'1'.repeat(70_000)}`, cents: 1 } }, [422, 'invalid_fields', '/args']],
    ['a callback into the network', { callbackUrl: 'https://10.0.0.1/x' }, [422, 'invalid_fields', '/callbackUrl']],
    ['another agent’s name', { agent: 'notes' }, [403, 'forbidden']],
  ])('is refused with %s', async (_what, changes, expected) => {
    expect(await refusal(await proposeRefund(agent, 'A104', changes))).toEqual(expected);
  });

  it('is refused when a key stands twice', async () => {
    const body = `{"agent":"billing","tool":"refund","args":{"order":"A1","order":"A2","cents":1},"summary":"x"}`;
    expect((await api('POST', '/proposals', { headers: agent.headers, body })).status).toBe(422);
  });

  it('is refused while the same effect waits, by its tool’s template or its own key', async () => {
    await proposed(agent, 'A105');
    expect(await refusal(await proposeRefund(agent, 'A105'))).toEqual([409, 'conflict']);
    expect((await proposeRefund(agent, 'A105', { effectKey: 'refund:A105:second half' })).status).toBe(201);
  });

  it('is nobody else’s: not another agent’s, and no person proposes', async () => {
    const { id } = await proposed(agent, 'A106');
    const other = await registerBilling(admin, 'other');
    for (const [method, path, body] of [
      ['GET', `/proposals/${id}`, undefined],
      ['POST', `/proposals/${id}/outcome`, { status: 'succeeded' }],
    ] as const) {
      expect((await api(method, path, { headers: other.headers, body })).status).toBe(404);
    }
    expect((await api('POST', '/proposals', { headers: admin.token, body: {} })).status).toBe(403);
    expect((await api('GET', '/inbox', { headers: agent.headers })).status).toBe(403);
    expect((await api('POST', `/proposals/${id}/decisions`, { headers: agent.headers, body: {} })).status).toBe(403);
  });

  it('is not for its owner to decide', async () => {
    const own = await registerBilling(admin, 'own', { owner: ravi.email.toUpperCase() });
    const proposal = await proposed(own, 'A107');
    expect(await refusal(await decide(ravi, proposal, { verdict: 'approve' }))).toEqual([403, 'self_review']);
    expect((await decide(admin, proposal, { verdict: 'approve' })).status).toBe(200);
  });

  it('obeys policy: what it allows is born approved, what it denies is refused', async () => {
    await setPolicy('billing__refund', {
      rules: [
        { when: 'args.cents <= 500', verdict: 'auto' },
        { when: 'args.cents > 100000', verdict: 'deny' },
      ],
    });
    const small = await proposed(agent, 'A108', { args: { order: 'A108', cents: 500 } });
    expect(small).toMatchObject({ status: 'approved', verdict: 'auto', execution: { status: 'ready' } });
    const large = await proposeRefund(agent, 'A109', { args: { order: 'A109', cents: 100_001 } });
    expect(await refusal(large)).toEqual([422, 'denied_by_policy']);
    expect(await proposed(agent, 'A110')).toMatchObject({ verdict: 'require_approval' });
  });

  it('is refused past the agent’s limit of an hour', async () => {
    const flooding = await registerBilling(admin, 'flooding');
    const read = await (await api('GET', '/agents/flooding', { headers: admin.token })).json();
    const { agent: view } = read as { agent: { limits: object } };
    const body = { agent: { ...view, limits: { ...view.limits, maxPendingPerUserHour: 2 } } };
    await api('PUT', '/agents/flooding', { headers: { ...admin.token, 'if-match': '1' }, body });
    const answers = [];
    for (const order of ['A1', 'A2', 'A3']) answers.push((await proposeRefund(flooding, `${order}9`)).status);
    expect(answers).toEqual([201, 201, 429]);
  });
});

describe('a decision', () => {
  it('reaches the agent with the arguments that may run', async () => {
    const proposal = await proposed(agent, 'A200');
    const args = { order: 'A200', cents: 2000 };
    const previewed = await api('POST', `/proposals/${proposal.id}/preview`, { headers: ravi.token, body: { args } });
    const { preview, viewHash, summary } = previewAnswer.parse(await previewed.json());
    expect(preview.changes).toContainEqual({ path: '/cents', before: null, after: 2000 });
    expect(summary).toBe('With edited arguments: Refund €42.00 for order A200');
    const edited = await decide(ravi, proposal, { verdict: 'edit', args, editedViewHash: viewHash });
    expect(edited.status).toBe(200);
    const seen = await look(agent.headers, proposal.id);
    expect(seen).toMatchObject({
      status: 'approved',
      version: 2,
      args,
      proposedArgs: { order: 'A200', cents: 4200 },
      execution: { status: 'ready' },
      outside: { described: false },
      allowedDecisions: [],
    });
    expect(seen.execution?.executeBy).toBeDefined();
  });

  it('tells why it was rejected, and when time ran out', async () => {
    const rejected = await proposed(agent, 'A201');
    await decide(ravi, rejected, { verdict: 'reject', reason: 'Not this one.' });
    const { status, decisions } = await look(agent.headers, rejected.id);
    expect([status, decisions[0]?.reason]).toEqual(['rejected', 'Not this one.']);
    const late = await proposed(agent, 'A202');
    await app.database.query(sql`update proposal set expires_at = now() - interval '1 second' where id = ${late.id}`);
    await expireProposals(app);
    expect((await look(agent.headers, late.id)).status).toBe('expired');
  });

  it('is shown as approved only when it can’t be taken back any more', async () => {
    await setPolicy('billing__refund', { rules: [], holdSeconds: 600 });
    const proposal = await proposed(agent, 'A203');
    await decide(ravi, proposal, { verdict: 'approve' });
    expect(await look(agent.headers, proposal.id)).toMatchObject({ status: 'pending' });
    expect(await refusal(await report(agent, proposal.id, { status: 'succeeded' }))).toEqual([409, 'conflict']);
    const revoke = () => api('POST', `/proposals/${proposal.id}/revoke`, { headers: ravi.token });
    expect((await revoke()).status).toBe(200);
    expect((await look(agent.headers, proposal.id)).status).toBe('revoked');
    const other = await proposed(agent, 'A204');
    await decide(ravi, other, { verdict: 'approve' });
    await app.database.query(
      sql`update execution set hold_until = now() - interval '1 second' where proposal_id = ${other.id}`,
    );
    expect((await look(agent.headers, other.id)).status).toBe('approved');
    const late = await api('POST', `/proposals/${other.id}/revoke`, { headers: ravi.token });
    expect(await refusal(late)).toEqual([409, 'too_late']);
    await setPolicy('billing__refund', { rules: [], holdSeconds: 0 });
  });

  it('is not held back by a rate limit, so none can be saved for it', async () => {
    const response = await putPolicy('billing__refund', { rateLimit: { count: 1, per: 'hour', by: 'tool' } });
    expect(await refusal(response)).toEqual([422, 'invalid_fields', '/rateLimit']);
  });
});

describe('an outcome', () => {
  const approved = async (order: string) => {
    const proposal = await proposed(agent, order);
    await decide(ravi, proposal, { verdict: 'approve' });
    return proposal.id;
  };

  it('is reported once; the same again changes nothing, another is refused', async () => {
    const id = await approved('A300');
    const outcome = { status: 'succeeded', result: { reference: 'R-1' } };
    const answers = await Promise.all([1, 2, 3].map(() => report(agent, id, outcome)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await refusal(await report(agent, id, { status: 'failed' }))).toEqual([409, 'conflict']);
    const { execution } = await look(ravi.token, id);
    expect(execution).toMatchObject({ status: 'succeeded', output: { reference: 'R-1' } });
    const entries = await app.database.query<{ action: string; outcome: string }>(sql`
      select action, entry::jsonb ->> 'outcome' as outcome from audit_entry
      where subject ->> 'executionId' = ${execution?.id} order by seq`);
    expect(entries).toEqual([
      { action: 'execution.dispatched', outcome: 'dispatching' },
      { action: 'execution.settled', outcome: 'succeeded' },
    ]);
  });

  it('is refused for what was not approved', async () => {
    const { id } = await proposed(agent, 'A301');
    expect(await refusal(await report(agent, id, { status: 'succeeded' }))).toEqual([409, 'conflict']);
  });

  it('is asked of a person when the agent does not know, and settled with evidence', async () => {
    const id = await approved('A302');
    await report(agent, id, { status: 'unknown', result: 'The line went dead.' });
    const [item] = await inbox('kind=unknown_outcome&agent=billing');
    expect(item).toMatchObject({ tool: 'refund', runId: null, title: 'Did this happen? Refund €42.00 for order A302' });
    const body = { happened: true, evidence: 'It is in the bank’s list.' };
    const path = `/executions/${item?.id}/reconcile`;
    expect((await api('POST', path, { headers: ravi.token, body })).status).toBe(200);
    expect((await look(agent.headers, id)).execution?.status).toBe('succeeded');
  });

  it('is asked of a person when nothing was reported in time', async () => {
    const id = await approved('A303');
    await app.database.query(
      sql`update execution set execute_by = now() - interval '1 second' where proposal_id = ${id}`,
    );
    await expireReports(app);
    expect((await look(agent.headers, id)).execution?.status).toBe('unknown');
    expect(await inbox('kind=unknown_outcome&agent=billing')).toHaveLength(1);
    expect(await refusal(await report(agent, id, { status: 'succeeded' }))).toEqual([409, 'too_late']);
  });

  it('leaves the audit log whole', async () => {
    expect((await verifyAudit(app.database, [])).state).toBe('whole');
  });
});
