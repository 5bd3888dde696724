import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicyBody, type Rule } from '@/lib/domain/policy';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { Application } from '@/lib/services/application';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let ravi: TestPerson;
let ana: TestPerson;
let mia: TestPerson;
let ada: TestPerson;
let script: ReturnType<typeof inTurn>;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  ravi = await createPerson(app, 'reviewer');
  ana = await createPerson(app, 'reviewer');
  mia = await createPerson(app, 'user');
  ada = await createPerson(app, 'admin');
  startTestEngine(
    app,
    scriptedCatalog((request) => script(request)),
  );
});

async function withRule(rule: Partial<Rule>): Promise<void> {
  const { version } = await getPolicy(app, 'append_note');
  const body = { ...defaultPolicyBody, rules: [{ verdict: 'require_approval' as const, ...rule }] };
  await savePolicy(app, ada, 'append_note', version, { ...body, reason: 'To try who decides.' });
}

async function ask(person: TestPerson): Promise<{ runId: string; proposal: ProposalView }> {
  script = inTurn([use('append_note', { id: 'a', text: person.userId })]);
  const { runId } = await startRun(app, person, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, person, runId);
  const [proposal] = await proposalsOf(app, ana, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  return { runId, proposal };
}

const mineOf = async (person: TestPerson) =>
  (await listInbox(app, person, { view: 'mine', status: 'pending', limit: 50 })).items.map(({ id }) => id);

describe('whoever asked', () => {
  it('decides when a rule names them: it is theirs in the inbox, and what they approved runs', async () => {
    await withRule({ approvers: ['reviewer', 'Requester'] });
    const { runId, proposal } = await ask(ravi);
    expect(await mineOf(ravi)).toContain(proposal.id);
    await approve(app, ravi, proposal);
    expect(await settled(app, ravi, runId)).toMatchObject({ status: 'succeeded' });
    expect((await proposalsOf(app, ravi, runId))[0]?.execution?.status).toBe('succeeded');
  });

  it('counts once among several', async () => {
    await withRule({ approvers: ['reviewer', 'requester'], approvals: 2 });
    const { runId, proposal } = await ask(ravi);
    await approve(app, ravi, proposal);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({ code: 'already_decided' });
    await approve(app, ana, proposal);
    expect(await settled(app, ravi, runId)).toMatchObject({ status: 'succeeded' });
  });

  it('leaves others out when nobody else is named, and is nobody without the role', async () => {
    await withRule({ approvers: ['requester'] });
    const { proposal } = await ask(mia);
    expect(await mineOf(ana)).not.toContain(proposal.id);
    await expect(approve(app, ana, proposal)).rejects.toMatchObject({ code: 'not_entitled' });
    await expect(approve(app, mia, proposal)).rejects.toMatchObject({ code: 'not_entitled' });
  });

  it('never decides otherwise, however they are named', async () => {
    await withRule({ approvers: [ravi.email, 'reviewer'] });
    const { proposal } = await ask(ravi);
    expect(await mineOf(ravi)).not.toContain(proposal.id);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({ code: 'self_review' });
  });
});
