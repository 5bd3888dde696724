import { beforeAll, describe, expect, it } from 'vitest';
import { agentAnswer } from '@/lib/api/contract/agent';
import { inboxPage } from '@/lib/api/contract/inbox';
import { policyView, toolPage } from '@/lib/api/contract/policy';
import { decisionAnswer, previewAnswer, proposalAnswer, type ProposalView } from '@/lib/api/contract/proposal';
import { problem } from '@/lib/api/contract/problem';
import { runAnswer, runEventList, runPage, type RunView } from '@/lib/api/contract/run';
import type { ModelRequest } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let admin: TestPerson;
let script: (request: ModelRequest) => ReturnType<ReturnType<typeof inTurn>> = inTurn();

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  admin = await createPerson(app, 'admin');
  startTestEngine(
    app,
    scriptedCatalog((request) => script(request)),
  );
});

const get = async (person: TestPerson, path: string) =>
  (await api('GET', path, { headers: person.token })).json() as Promise<unknown>;
const post = (person: TestPerson, path: string, body: unknown, headers: Record<string, string> = {}) =>
  api('POST', path, { headers: { ...person.token, ...headers }, body });
const start = async (body: object = {}, headers = {}) => {
  const response = await post(mia, '/runs', { agent: 'notes', message: 'Please append.', ...body }, headers);
  return { status: response.status, run: runAnswer.parse(await response.json()).run };
};

/** Starts a run that proposes one append, and gives the proposal that waits. */
async function proposeAppend(text: string): Promise<{ run: RunView; proposal: ProposalView }> {
  script = inTurn([say('I will append it.'), use('append_note', { id: 'a', text })]);
  const { run } = await start();
  await settled(app, mia, run.id);
  const { items } = inboxPage.parse(await get(ravi, `/inbox?status=pending&runId=${run.id}`));
  const { proposal } = proposalAnswer.parse(await get(ravi, `/proposals/${items[0]?.proposalId}`));
  return { run, proposal };
}

describe('a message', () => {
  it('starts one run however often it is sent with the same key', async () => {
    script = inTurn([say('Hello.')]);
    const headers = { 'idempotency-key': 'message-1' };
    const [first, second] = await Promise.all([start({}, headers), start({}, headers)]);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.run.id).toBe(first.run.id);
    expect(runPage.parse(await get(mia, '/runs')).items).toHaveLength(1);
    const other = await post(mia, '/runs', { agent: 'notes', message: 'Another.' }, headers);
    expect(problem.parse(await other.json())).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
  });

  it('starts no second run when the answer to the first was lost in a crash', async () => {
    script = inTurn([say('Hello.')]);
    const headers = { 'idempotency-key': 'message-2' };
    const { run } = await start({}, headers);
    await app.database.query(sql`
      update idempotent_answer set status = 0, body = 'null', created_at = now() - interval '1 minute' where key = 'message-2'`);
    expect((await start({}, headers)).run).toMatchObject({ id: run.id, conversationId: run.conversationId });
  });

  it('goes on in a conversation of one’s own, and in nobody else’s', async () => {
    script = inTurn([say('Hello.')]);
    const { run } = await start();
    expect((await start({ conversationId: run.conversationId })).run.conversationId).toBe(run.conversationId);
    const foreign = await post(ravi, '/runs', { agent: 'notes', message: 'Hi', conversationId: run.conversationId });
    const missing = await post(mia, '/runs', { agent: 'notes', message: 'Hi', conversationId: 'nothing' });
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await missing.text());
  });
});

describe('a proposal', () => {
  it('is decided once by twenty simultaneous repeats of one decision, which all get its answer', async () => {
    const { run, proposal } = await proposeAppend('once');
    const { id, version, viewHash } = proposal;
    expect(proposal).toMatchObject({ agentText: 'I will append it.', requester: { id: mia.userId } });
    const decide = () =>
      post(
        ravi,
        `/proposals/${id}/decisions`,
        { verdict: 'approve', version, viewHash },
        { 'idempotency-key': 'approve' },
      );
    const answers = await Promise.all(Array.from({ length: 20 }, decide));
    const bodies = await Promise.all(answers.map(async (answer) => decisionAnswer.parse(await answer.json())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(bodies.map(({ decision }) => decision.id)).size).toBe(1);
    expect((await settled(app, mia, run.id)).status).toBe('succeeded');
    expect(proposalAnswer.parse(await get(mia, `/proposals/${id}`)).proposal.execution).toMatchObject({
      status: 'succeeded',
    });
    const { items } = runEventList.parse(await listEvents(run.id));
    expect(items.filter(({ type }) => type === 'execution.finished')).toHaveLength(1);
  });

  it('answers a repeat after a crash between decision and answer with that decision', async () => {
    const { run, proposal } = await proposeAppend('crash');
    const { id, version, viewHash } = proposal;
    const decide = async () => {
      const body = { verdict: 'approve', version, viewHash };
      const answer = await post(ravi, `/proposals/${id}/decisions`, body, { 'idempotency-key': 'crash' });
      return decisionAnswer.parse(await answer.json());
    };
    const { decision } = await decide();
    await settled(app, mia, run.id);
    await app.database.query(sql`
      update idempotent_answer set status = 0, body = 'null', created_at = now() - interval '1 minute' where key = 'crash'`);
    const again = await decide();
    expect(again.decision).toEqual(decision);
    expect(again.proposal.decisions).toHaveLength(1);
  });

  it('goes to one of many who race for it; the others see who was first', async () => {
    const { run, proposal } = await proposeAppend('race');
    const { id, version, viewHash } = proposal;
    const racers = await Promise.all(Array.from({ length: 10 }, () => createPerson(app, 'reviewer')));
    const answers = await Promise.all(
      racers.map((racer) => post(racer, `/proposals/${id}/decisions`, { verdict: 'approve', version, viewHash })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const lost = answers.filter(({ status }) => status === 409);
    expect(lost).toHaveLength(9);
    const document = problem.parse(await lost[0]?.json());
    const current = proposalAnswer.parse({ proposal: document['proposal'] }).proposal;
    expect(document.code).toBe('already_decided');
    expect(current.decisions.map(({ verdict }) => verdict)).toEqual(['approve']);
    await settled(app, mia, run.id);
  });

  it('is previewed as edited, edited, and shows both', async () => {
    const { run, proposal } = await proposeAppend('before');
    const { id, version, viewHash } = proposal;
    const args = { id: 'b', text: 'after' };
    const wrong = await post(ravi, `/proposals/${id}/preview`, { args: { id: 'b', text: '' } });
    expect(problem.parse(await wrong.json())).toMatchObject({ status: 422, errors: [{ pointer: '/args/text' }] });
    const preview = previewAnswer.parse(await (await post(ravi, `/proposals/${id}/preview`, { args })).json());
    expect(preview.summary).toBe('Append "after" to note b');
    const edit = { verdict: 'edit', version, viewHash, args, editedViewHash: preview.viewHash };
    const answer = await post(ravi, `/proposals/${id}/decisions`, edit);
    expect(decisionAnswer.parse(await answer.json())).toMatchObject({
      decision: { verdict: 'edit', version: 2, args, actor: { id: ravi.userId, name: ravi.name } },
      proposal: { version: 2, status: 'approved', args, proposedArgs: { id: 'a', text: 'before' } },
    });
    expect((await settled(app, mia, run.id)).status).toBe('succeeded');
  });

  it('is not decided without what the verdict needs', async () => {
    const { proposal } = await proposeAppend('incomplete');
    const { id, version, viewHash } = proposal;
    for (const [verdict, pointer] of [
      ['edit', '/args'],
      ['reject', '/reason'],
      ['respond', '/message'],
    ]) {
      const answer = await post(ravi, `/proposals/${id}/decisions`, { verdict, version, viewHash });
      expect(problem.parse(await answer.json())).toMatchObject({ status: 422, errors: [{ pointer }] });
    }
    const stale = await post(ravi, `/proposals/${id}/decisions`, { verdict: 'approve', version: 9, viewHash });
    expect(problem.parse(await stale.json())).toMatchObject({ status: 409, code: 'stale_version', proposal: { id } });
    const byUser = await post(mia, `/proposals/${id}/decisions`, { verdict: 'approve', version, viewHash });
    expect(byUser.status).toBe(403);
    const twice = await api('POST', `/proposals/${id}/decisions`, {
      headers: ravi.token,
      body: `{"verdict":"reject","verdict":"approve","version":1,"viewHash":"${viewHash}"}`,
    });
    expect(twice.status).toBe(422);
  });

  it('is cancelled with its run, by its owner and by nobody below an admin', async () => {
    const { run, proposal } = await proposeAppend('cancelled');
    expect((await post(ravi, `/runs/${run.id}/cancel`, {})).status).toBe(404);
    const answer = await api('POST', `/runs/${run.id}/cancel`, { headers: mia.token });
    expect(answer.status).toBe(202);
    expect(runAnswer.parse(await answer.json()).run.status).toBe('cancelled');
    expect(proposalAnswer.parse(await get(ravi, `/proposals/${proposal.id}`)).proposal.status).toBe('cancelled');
    const late = await post(admin, `/runs/${run.id}/cancel`, {});
    expect(problem.parse(await late.json())).toMatchObject({ status: 409, code: 'too_late' });
  });
});

async function listEvents(runId: string): Promise<unknown> {
  const headers = { ...mia.token, accept: 'application/json' };
  return (await api('GET', `/runs/${runId}/events`, { headers })).json();
}

describe('an admin', () => {
  it('moves a threshold, and the next call of that kind runs by itself', async () => {
    const before = policyView.parse(await get(admin, '/tools/append_note/policy'));
    const put = (version: number | undefined, body: object) =>
      api('PUT', '/tools/append_note/policy', {
        headers: { ...admin.token, ...(version === undefined ? {} : { 'if-match': String(version) }) },
        body,
      });
    const policy = {
      ...before,
      rules: [{ when: 'size(args.text) <= 3', verdict: 'auto' }],
      reason: 'Short notes are fine.',
    };
    expect((await put(undefined, policy)).status).toBe(400);
    const broken = await put(before.version, { ...policy, rules: [{ when: 'size(', verdict: 'auto' }] });
    expect(problem.parse(await broken.json())).toMatchObject({ status: 422, errors: [{ pointer: '/rules/0/when' }] });
    const saved = policyView.parse(await (await put(before.version, policy)).json());
    expect(saved).toMatchObject({
      version: before.version + 1,
      author: { id: admin.userId },
      reason: 'Short notes are fine.',
    });
    expect((await put(before.version, policy)).status).toBe(409);
    script = inTurn([use('append_note', { id: 'a', text: 'abc' })], [say('Done.')]);
    const { run } = await start();
    expect((await settled(app, mia, run.id)).status).toBe('succeeded');
    expect(inboxPage.parse(await get(ravi, `/inbox?runId=${run.id}`)).items).toEqual([]);
    expect((await proposeAppend('longer')).proposal.gatedBy).toContain('no rule matches');
    const tools = toolPage.parse(await get(ravi, '/tools?limit=2'));
    expect(tools.items.map(({ name, policyVersion }) => [name, policyVersion])).toEqual([
      ['append_note', 1],
      ['pin_note', 0],
    ]);
    expect(toolPage.parse(await get(ravi, `/tools?limit=2&cursor=${tools.nextCursor}`)).items).toMatchObject([
      { name: 'post_note' },
      { name: 'read_note' },
    ]);
  });

  it('saves an agent as GET gave it, on top of the version that was read', async () => {
    const { agent } = agentAnswer.parse(await get(ravi, '/agents/notes'));
    const put = (version: string) =>
      api('PUT', '/agents/notes', {
        headers: { ...admin.token, 'if-match': version },
        body: { ...agent, limits: { ...agent.limits, maxSteps: 16 } },
      });
    const saved = agentAnswer.parse(await (await put(String(agent.version))).json()).agent;
    expect(saved).toMatchObject({ version: agent.version + 1, limits: { maxSteps: 16 } });
    expect((await put(String(agent.version))).status).toBe(409);
    expect((await put('"two"')).status).toBe(400);
  });

  it('refuses a limit of an agent that it does not know, and saves nothing', async () => {
    const { agent } = agentAnswer.parse(await get(ravi, '/agents/notes'));
    const body = { ...agent, limits: { ...agent.limits, maxStep: 4 } };
    const refused = await api('PUT', '/agents/notes', {
      headers: { ...admin.token, 'if-match': String(agent.version) },
      body,
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('maxStep');
    expect(agentAnswer.parse(await get(ravi, '/agents/notes')).agent.version).toBe(agent.version);
  });
});

describe('an escalation', () => {
  it('stands in the inbox and is resolved once', async () => {
    await app.database.query(sql`delete from inbox_item where kind = 'escalation'`);
    script = () => [use('append_note', { id: 'missing', text: 'x' })];
    const { run } = await start();
    expect((await settled(app, mia, run.id)).status).toBe('escalated');
    const [item] = inboxPage.parse(await get(ravi, '/inbox?kind=escalation')).items;
    expect(item).toMatchObject({ id: run.id, runId: run.id, conversationId: run.conversationId });
    script = inTurn([say('Thank you for the guidance.')]);
    const resolve = () => post(ravi, `/escalations/${run.id}/resolve`, { outcome: 'resume', message: 'Use note a.' });
    const [first, second] = await Promise.all([resolve(), resolve()]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const resumed = runPage.parse(await get(mia, '/runs')).items[0];
    expect(resumed).toMatchObject({ resumesRunId: run.id, conversationId: run.conversationId });
  });
});
