import { beforeAll, describe, expect, it } from 'vitest';
import { GET as getConversation } from '@/app/api/v1/conversations/[id]/route';
import { GET as listConversations } from '@/app/api/v1/conversations/route';
import { GET as listInbox } from '@/app/api/v1/inbox/route';
import { GET as listMail } from '@/app/api/v1/mail/route';
import { GET as getProposal } from '@/app/api/v1/proposals/[id]/route';
import { GET as getRun } from '@/app/api/v1/runs/[id]/route';
import { conversationAnswer, conversationPage } from '@/lib/api/contract/conversation';
import { inboxPage } from '@/lib/api/contract/inbox';
import { proposalAnswer } from '@/lib/api/contract/proposal';
import { runAnswer } from '@/lib/api/contract/run';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { call } from '../../support/call';
import { createPerson, type TestPerson } from '../../support/people';
import { createProposal, createRun } from '../../support/records';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let owner: TestPerson;
let stranger: TestPerson;
let reviewer: TestPerson;
let admin: TestPerson;
const read = (handler: Parameters<typeof call>[0], person: TestPerson, path: string, id?: string) =>
  call(handler, `/api/v1${path}`, { headers: person.token, ...(id === undefined ? {} : { params: { id } }) });
const inbox = async (person: TestPerson, query: string) =>
  inboxPage.parse(await (await read(listInbox, person, `/inbox${query}`)).json());

beforeAll(async () => {
  app = await createTestApplication();
  owner = await createPerson(app, 'user', 'sofia_1');
  stranger = await createPerson(app, 'user', 'liam_2');
  reviewer = await createPerson(app, 'reviewer');
  admin = await createPerson(app, 'admin');
});

describe('a run, its conversation and its proposal', () => {
  it('are read by their owner, reviewers and admins, and are not there for anybody else', async () => {
    const run = await createRun(app, owner);
    const proposal = await createProposal(app, owner, run);
    const paths = [
      [getRun, '/runs', run.id],
      [getConversation, '/conversations', run.conversationId],
      [getProposal, '/proposals', proposal.id],
    ] as const;
    for (const [handler, path, id] of paths) {
      const statusFor = async (person: TestPerson) => (await read(handler, person, `${path}/${id}`, id)).status;
      expect(await Promise.all([owner, reviewer, admin, stranger].map(statusFor))).toEqual([200, 200, 200, 404]);
      const missing = await read(handler, stranger, `${path}/nothing`, 'nothing');
      const foreign = await read(handler, stranger, `${path}/${id}`, id);
      expect(await missing.text()).toBe(await foreign.text());
    }
  });

  it('say everything the contract promises', async () => {
    const run = await createRun(app, owner);
    const { id, viewHash } = await createProposal(app, owner, run);
    const { run: shown } = runAnswer.parse(await (await read(getRun, owner, `/runs/${run.id}`, run.id)).json());
    expect(shown).toMatchObject({
      status: 'awaiting',
      requester: { id: owner.userId, name: owner.name },
      steps: [{ index: 0, text: 'I will cancel it.', reasoning: 'They want it cancelled.' }],
      toolCalls: [{ id: 'toolu_0', status: 'awaiting', args: { order_id: '#W1' }, proposalId: id }],
    });
    const answer = proposalAnswer.parse(await (await read(getProposal, reviewer, `/proposals/${id}`, id)).json());
    expect(answer.proposal).toMatchObject({
      id,
      viewHash,
      conversationId: run.conversationId,
      agentText: 'I will cancel it.',
      givenApprovals: 0,
      provenance: [],
      allowedDecisions: ['approve', 'edit', 'reject', 'respond'],
    });
    const conversation = await (await read(getConversation, owner, '/conversations/x', run.conversationId)).json();
    expect(conversationAnswer.parse(conversation).conversation).toMatchObject({
      title: 'Please cancel my order',
      messages: [{ role: 'user', text: 'Please cancel my order', runId: run.id }],
      runs: [{ id: run.id }],
    });
  });
});

describe('what a person may decide', () => {
  const allowed = async (person: TestPerson, id: string) => {
    const answer = proposalAnswer.parse(await (await read(getProposal, person, `/proposals/${id}`, id)).json());
    return answer.proposal.allowedDecisions.length;
  };

  it('is nothing of what they asked for, nothing as a user, and nothing that is over', async () => {
    const own = await createProposal(app, reviewer, await createRun(app, reviewer));
    expect([await allowed(reviewer, own.id), await allowed(admin, own.id)]).toEqual([0, 4]);
    const users = await createProposal(app, owner, await createRun(app, owner));
    expect(await allowed(owner, users.id)).toBe(0);
    await app.database.query(sql`update proposal set expires_at = now() - interval '1 second' where id = ${users.id}`);
    expect(await allowed(admin, users.id)).toBe(0);
  });

  it('goes by role on the ladder, address or id of the approvers', async () => {
    const run = await createRun(app, owner);
    const ids = [['admin'], ['reviewer'], [reviewer.email.toUpperCase()], [reviewer.userId], ['someone@example.com']];
    const proposals: { id: string }[] = [];
    for (const [position, approvers] of ids.entries()) {
      proposals.push(await createProposal(app, owner, run, { approvers, position }));
    }
    const of = (person: TestPerson) => Promise.all(proposals.map(({ id }) => allowed(person, id)));
    expect(await of(reviewer)).toEqual([0, 4, 4, 4, 0]);
    expect(await of(admin)).toEqual([4, 4, 0, 0, 0]);
    const { items } = await inbox(reviewer, `?runId=${run.id}&view=mine`);
    expect(items.map(({ position }) => position).sort()).toEqual([1, 2, 3]);
    const team = (await inbox(reviewer, `?runId=${run.id}&view=team`)).items;
    expect(team.filter(({ mayDecide }) => mayDecide)).toHaveLength(3);
    expect(team).toHaveLength(5);
  });
});

describe('the inbox', () => {
  it('is for reviewers and sorted by deadline, page by page without gaps or repeats', async () => {
    expect((await read(listInbox, owner, '/inbox')).status).toBe(403);
    const run = await createRun(app, owner);
    const soon = Date.now() + 60_000;
    // Two share a deadline, so that the order within it counts too.
    const deadlines = [3, 1, 2, 2, 5, 4].map((minutes) => new Date(soon + minutes * 60_000));
    for (const [position, expiresAt] of deadlines.entries()) {
      await createProposal(app, owner, run, { position, expiresAt, title: `Number ${position}` });
    }
    const escalated = await createRun(app, owner, { status: 'escalated' });
    await app.database.query(sql`
      insert into inbox_item (id, kind, status, title, agent, run_id, requester_id)
      values (${escalated.id}, 'escalation', 'pending', 'Asked for a person', 'probe', ${escalated.id}, ${owner.userId})`);
    const all = (await inbox(admin, '?status=pending')).items.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await inbox(
        admin,
        `?status=pending&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(all.at(-1)).toBe(escalated.id);
    const mine = (await inbox(admin, `?runId=${run.id}`)).items.map(({ position }) => position);
    expect(mine).toEqual([1, 2, 3, 0, 5, 4]);
  });

  it('filters by kind, tool and agent, and keeps what is over in its history', async () => {
    const { items } = await inbox(reviewer, '?kind=escalation&agent=probe');
    expect(items).toMatchObject([{ kind: 'escalation', title: 'Asked for a person', mayDecide: true }]);
    const id = items[0]?.id;
    await app.database.query(sql`
      update inbox_item set status = 'closed', closed_at = now(), closed_by = ${admin.userId}, outcome = 'close'
      where id = ${id}`);
    expect((await inbox(reviewer, '?kind=escalation&agent=probe')).items).toEqual([]);
    expect((await inbox(reviewer, '?view=history')).items).toMatchObject([
      { id, outcome: 'close', closedBy: { id: admin.userId, name: admin.name }, mayDecide: false },
    ]);
    expect((await inbox(reviewer, '?tool=no_such_tool')).items).toEqual([]);
  });
});

describe('lists', () => {
  it('show users their own conversations, and reviewers all or their own', async () => {
    const of = async (person: TestPerson, query = '') => {
      const page = conversationPage.parse(
        await (await read(listConversations, person, `/conversations${query}`)).json(),
      );
      return new Set(page.items.map(({ requester }) => requester.id));
    };
    expect(await of(stranger)).toEqual(new Set());
    expect(await of(owner, '?scope=all')).toEqual(new Set([owner.userId]));
    expect((await of(reviewer)).size).toBeGreaterThan(1);
    expect(await of(reviewer, '?scope=own')).toEqual(new Set([reviewer.userId]));
  });

  it('name a wrong parameter, a strange one and a forged cursor', async () => {
    for (const [query, pointer] of [
      ['limit=0', '?limit'],
      ['limit=101', '?limit'],
      ['color=red', '?color'],
      ['agent=a&agent=b', '?agent'],
      ['agent=%00', '?agent'],
      ['cursor=eyJhIjoxfQ', '?cursor'],
    ]) {
      const response = await read(listConversations, reviewer, `/conversations?${query}`);
      expect(await response.json()).toMatchObject({ status: 422, code: 'invalid_fields', errors: [{ pointer }] });
    }
  });

  it('have no caught mail outside the demo', async () => {
    expect((await read(listMail, reviewer, '/mail')).status).toBe(404);
  });
});
