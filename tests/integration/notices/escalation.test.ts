import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { Application } from '@/lib/services/application';
import { listDeciders } from '@/lib/services/policies/list-deciders';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { escalateProposals } from '@/lib/services/proposals/escalate-proposals';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { planNotices } from '@/lib/services/notices/plan-notices';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let fin: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent], { SMTP_URL: 'smtp://127.0.0.1:9' });
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  fin = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
  ravi.groups = ['support'];
  fin.groups = ['finance'];
  await app.database.query(sql`insert into app_group (name) values ('support'), ('finance')`);
  await app.database.query(sql`
    insert into app_group_member (group_name, user_id) values ('support', ${ravi.userId}), ('finance', ${fin.userId})`);
  startTestEngine(app, scriptedCatalog(inTurn([use('append_note', { id: 'a', text: 'more' })])));
});

const rules = [{ verdict: 'require_approval' as const, approvers: ['group:support'] }];
const escalateTo = { group: 'finance', afterSeconds: 3600 };

beforeEach(async () => {
  expect((await save({ rules, escalateTo })).status).toBe(200);
});

async function save(body: Partial<PolicyBody>): Promise<Response> {
  const { version } = await getPolicy(app, 'append_note');
  return api('PUT', '/tools/append_note/policy', {
    headers: { ...ada.token, 'if-match': String(version) },
    body: { ...defaultPolicyBody, ...body, reason: 'a test' },
  });
}

async function propose(): Promise<ProposalView> {
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, ravi, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  return proposal;
}

async function letTimePass({ id }: ProposalView): Promise<void> {
  await app.database.query(sql`
    update proposal_escalation set due_at = due_at - interval '1 hour' where proposal_id = ${id}`);
  await escalateProposals(app.database);
}

const seenBy = (person: TestPerson, { id }: ProposalView) => getProposal(app, person, id);
const entriesOf = async ({ id }: ProposalView) =>
  (
    await app.database.query<{ action: string }>(sql`
      select action from audit_entry where subject ->> 'proposalId' = ${id} order by seq`)
  ).map(({ action }) => action);

describe('a call that nobody decides on', () => {
  it('asks the next group too, once, and approves nothing', async () => {
    const proposal = await propose();
    expect(proposal.escalation).toMatchObject({ group: 'finance', asked: false });
    await escalateProposals(app.database);
    expect((await seenBy(fin, proposal)).allowedDecisions).toEqual([]);
    await Promise.all([letTimePass(proposal), escalateProposals(app.database)]);
    await escalateProposals(app.database);
    const asked = await seenBy(fin, proposal);
    expect(asked).toMatchObject({
      status: 'pending',
      givenApprovals: 0,
      viewHash: proposal.viewHash,
      approvers: ['group:support', 'group:finance'],
      escalation: { group: 'finance', asked: true },
    });
    expect(asked.allowedDecisions).toContain('approve');
    expect((await seenBy(ravi, proposal)).allowedDecisions).toContain('approve');
    expect(await entriesOf(proposal)).toEqual(['proposal.escalated']);
    await approve(app, fin, asked);
    expect((await settled(app, mia, proposal.runId ?? '')).status).toBe('succeeded');
  });

  it('tells only those who had not been told', async () => {
    await app.database.query(sql`delete from notice_event`);
    await app.database.query(sql`delete from notice`);
    const proposal = await propose();
    const told = () =>
      app.database.query<{ userId: string }>(
        sql`select user_id from notice where item_id = ${proposal.id} order by created_at, id`,
      );
    await planNotices(app);
    expect(await told()).toEqual([{ userId: ravi.userId }]);
    await letTimePass(proposal);
    await planNotices(app);
    expect(await told()).toEqual([{ userId: ravi.userId }, { userId: fin.userId }]);
  });

  it('keeps the group through a later version', async () => {
    const proposal = await propose();
    await letTimePass(proposal);
    const path = `/proposals/${proposal.id}/decisions`;
    await save({ rules: [{ ...rules[0], verdict: 'require_approval', approvals: 2 }], escalateTo });
    const { version, viewHash } = await seenBy(ravi, proposal);
    const body = { verdict: 'approve', version, viewHash };
    expect((await api('POST', path, { headers: ravi.token, body })).status).toBe(409);
    expect(await seenBy(fin, proposal)).toMatchObject({
      version: 2,
      requiredApprovals: 2,
      approvers: ['group:support', 'group:finance'],
    });
  });

  it('narrows nothing where every reviewer may decide', async () => {
    await save({ rules: [], escalateTo });
    const proposal = await propose();
    await letTimePass(proposal);
    expect(await seenBy(ravi, proposal)).toMatchObject({ approvers: [], escalation: { asked: true } });
    expect((await seenBy(ravi, proposal)).allowedDecisions).toContain('approve');
  });

  it('asks nobody once it was decided', async () => {
    const proposal = await propose();
    await approve(app, ravi, proposal);
    await letTimePass(proposal);
    expect((await seenBy(ravi, proposal)).escalation).toBeUndefined();
    expect(await entriesOf(proposal)).not.toContain('proposal.escalated');
  });
});

describe('the policy', () => {
  it('names a group that is there, and a time before it expires', async () => {
    const unknown = await save({ rules, escalateTo: { group: 'nobody', afterSeconds: 3600 } });
    expect(unknown.status).toBe(422);
    expect(await unknown.json()).toMatchObject({ errors: [{ pointer: '/escalateTo/group' }] });
    const late = await save({ rules, expiresIn: 3600, escalateTo });
    expect(await late.json()).toMatchObject({ errors: [{ pointer: '/escalateTo/afterSeconds' }] });
  });

  it('keeps its group from being deleted, and says on the page of deciders who is asked', async () => {
    expect((await api('DELETE', '/groups/finance', { headers: ada.token })).status).toBe(409);
    const tool = (await listDeciders(app)).tools.find(({ tool: name }) => name === 'append_note');
    expect(tool?.escalateTo).toEqual({ ...escalateTo, deciderIds: [fin.userId] });
  });

  it('drops the escalation that is left out', async () => {
    await save({ rules });
    expect((await getPolicy(app, 'append_note')).escalateTo).toBeUndefined();
    expect((await propose()).escalation).toBeUndefined();
  });
});
