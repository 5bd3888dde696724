import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicyBody, type Rule } from '@/lib/domain/policy';
import type { ModelRequest } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import type { Application } from '@/lib/services/application';
import { getAgent } from '@/lib/services/agents/get-agent';
import { listAgentVersions } from '@/lib/services/agents/list-agent-versions';
import { saveAgent } from '@/lib/services/agents/save-agent';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { listTools } from '@/lib/services/policies/list-tools';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let script: ReturnType<typeof inTurn>;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
  startTestEngine(
    app,
    scriptedCatalog((request: ModelRequest) => script(request)),
  );
});

const save = async (rules: Rule[], person = ada, ifMatch?: number) => {
  const version = ifMatch ?? (await getPolicy(app, 'append_note')).version;
  return savePolicy(app, person, 'append_note', version, { ...defaultPolicyBody, rules, reason: 'a test' });
};
const propose = async (text: string) => {
  script = inTurn([use('append_note', { id: 'a', text })]);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  return { run: await settled(app, mia, runId), proposals: await proposalsOf(app, ravi, runId) };
};

describe('policies', () => {
  it('moves a threshold, and the next call of that kind runs by itself', async () => {
    expect((await propose('x')).run.status).toBe('awaiting');
    await save([{ when: 'size(args.text) <= 3', verdict: 'auto' }]);
    const small = await propose('abc');
    expect(small.run.status).toBe('succeeded');
    expect(small.proposals[0]).toMatchObject({ status: 'approved', settledBy: 'policy@1' });
    expect((await propose('abcd')).run.status).toBe('awaiting');
  });

  it('asks a person when a condition can’t be evaluated, and denies what it must', async () => {
    await save([{ when: 'int(args.text) > 3', verdict: 'auto' }]);
    expect((await propose('x')).proposals[0]?.gatedBy).toContain('could not be evaluated');
    await save([{ verdict: 'deny' }]);
    const denied = await propose('x');
    expect(denied.proposals).toEqual([]);
    expect(denied.run.toolCalls[0]).toMatchObject({ status: 'refused' });
  });

  it('needs as many distinct people as the rule says', async () => {
    await save([{ verdict: 'require_approval', approvals: 2 }]);
    const { run, proposals } = await propose('two');
    const [proposal] = proposals;
    if (!proposal) throw new Error('no proposal');
    await approve(app, ravi, proposal);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({ code: 'already_decided' });
    expect((await settled(app, mia, run.id)).status).toBe('awaiting');
    expect((await proposalsOf(app, ada, run.id))[0]).toMatchObject({ viewHash: proposal.viewHash, givenApprovals: 1 });
    await approve(app, ada, proposal);
    expect((await settled(app, mia, run.id)).status).toBe('succeeded');
  });

  it('tightens at once: what waits must be looked at again', async () => {
    await save([]);
    const { proposals } = await propose('tight');
    const [proposal] = proposals;
    if (!proposal) throw new Error('no proposal');
    await save([{ verdict: 'require_approval', approvals: 2 }]);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({
      code: 'changed_since',
      message: expect.stringContaining('The rules for this call changed') as string,
    });
  });

  it('withdraws what it forbids by now, and says so', async () => {
    await save([]);
    const { run, proposals } = await propose('forbidden');
    const [proposal] = proposals;
    if (!proposal) throw new Error('no proposal');
    await save([{ verdict: 'deny' }]);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({
      code: 'changed_since',
      message: expect.stringContaining('it was withdrawn') as string,
      body: { proposal: { status: 'superseded' } },
    });
    expect(await settled(app, mia, run.id)).toMatchObject({ status: 'succeeded' });
    await save([]);
  });

  it('lets one of two admins win who save at once', async () => {
    const { version } = await getPolicy(app, 'append_note');
    const outcomes = await Promise.allSettled([save([], ada, version), save([], ada, version)]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(save([], ada, version)).rejects.toMatchObject({
      code: 'stale_version',
      body: { policy: { version: version + 1 } },
    });
  });

  it('takes no condition that can’t work, and nothing from a reviewer', async () => {
    const wrong = [
      { when: 'args.text ==', verdict: 'auto' as const },
      { when: 'nope > 1', verdict: 'auto' as const },
    ];
    const matching = { when: 'args.text.matches("(a+)+$")', verdict: 'auto' as const };
    await expect(save([...wrong, matching])).rejects.toMatchObject({
      code: 'invalid_fields',
      errors: [{ pointer: '/rules/0/when' }, { pointer: '/rules/1/when' }, { pointer: '/rules/2/when' }],
    });
    await expect(save([], ravi)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lists every tool with its class and version', async () => {
    const first = await listTools(app, { limit: 2 });
    expect(first.items.map((tool) => tool.name)).toEqual(['append_note', 'pin_note']);
    const rest = await listTools(app, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({
      items: [{ name: 'post_note' }, { name: 'read_note', delivery: null }],
      nextCursor: null,
    });
  });
});

describe('an agent’s settings', () => {
  it('are saved against the version they were made from, and bind the next run', async () => {
    const agent = await getAgent(app, 'notes');
    const limits = { ...agent.limits, maxSteps: 1 };
    const saved = await saveAgent(app, ada, 'notes', agent.version, { limits, enabled: true });
    expect(saved).toMatchObject({ version: 2, limits: { maxSteps: 1 } });
    await expect(saveAgent(app, ada, 'notes', 1, { limits, enabled: true })).rejects.toMatchObject({
      code: 'stale_version',
    });
    script = inTurn([use('read_note', { id: 'a' })]);
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Read.', route: 'auto' });
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'escalated', reason: 'step_cap' });
    await saveAgent(app, ada, 'notes', 2, { limits, enabled: false });
    const start = startRun(app, mia, { agent: 'notes', message: 'Read.', route: 'auto' });
    await expect(start).rejects.toMatchObject({ code: 'halted' });
  });

  it('keep every saved version with who, why and what stood before it, and the code’s own beside them', async () => {
    const { version, limits, trust, enabled, defaults } = await getAgent(app, 'notes');
    expect(defaults).toEqual({ limits: notesAgent.limits, trust: trustSettings.parse({}), frontDoor: null });
    const changed = { ...trust, answers: { ...trust.answers, forbidden: ['money back'] } };
    const input = { limits, trust: changed, enabled, reason: 'Nobody can keep that' };
    const saved = await saveAgent(app, ada, 'notes', version, input);
    expect(saved).toMatchObject({ version: version + 1, author: { id: ada.userId } });
    const { items, nextCursor } = await listAgentVersions(app, 'notes', { limit: 1 });
    expect(items).toMatchObject([{ version: version + 1, reason: 'Nobody can keep that', author: { id: ada.userId } }]);
    expect(items[0]?.before).toEqual({ limits, trust, enabled });
    expect(items[0]?.settings.trust.answers.forbidden).toEqual(['money back']);
    const older = await listAgentVersions(app, 'notes', { limit: 10, cursor: nextCursor ?? '' });
    expect(older.items.map((one) => one.version)).toEqual([3, 2]);
    expect(older.items[1]?.before.limits).toEqual(notesAgent.limits);
    const [entry] = await app.database.query(sql`
      select entry::jsonb ->> 'reason' as reason from audit_entry order by seq desc limit 1`);
    expect(entry).toEqual({ reason: 'Nobody can keep that' });
  });
});
