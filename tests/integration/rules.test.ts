import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelRequest } from '@/lib/domain/model';
import { defaultPolicyBody, type PolicyBody, type Rule } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { backtestPolicy } from '@/lib/services/policies/backtest-policy';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { listPolicyVersions } from '@/lib/services/policies/list-policy-versions';
import { listTaughtRules } from '@/lib/services/policies/list-taught-rules';
import { revokeTaughtRule } from '@/lib/services/policies/revoke-taught-rule';
import { rollBackPolicy } from '@/lib/services/policies/roll-back-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { suggestRule } from '@/lib/services/policies/suggest-rule';
import { teachRule } from '@/lib/services/policies/teach-rule';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
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
let script = inTurn();

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  [mia, ravi, ada] = [
    await createPerson(app, 'user'),
    await createPerson(app, 'reviewer'),
    await createPerson(app, 'admin'),
  ];
  startTestEngine(
    app,
    scriptedCatalog((request: ModelRequest) => script(request)),
  );
});

// Each test has a tool whose rules are the default ones, and a history of its own.
beforeEach(async () => {
  await app.database.query(sql`update proposal set proposed_at = proposed_at - interval '90 days'`);
  await save({ rules: [], classOverride: null, friction: null });
});

type Change = Partial<Omit<PolicyBody, 'classOverride' | 'friction'>> & {
  classOverride?: PolicyBody['classOverride'] | null;
  friction?: PolicyBody['friction'] | null;
};

async function save(change: Change, tool = 'append_note', person = ada) {
  const { version } = await getPolicy(app, tool);
  return savePolicy(app, person, tool, version, { ...defaultPolicyBody, ...change, reason: 'a test' } as never);
}

async function propose(text: string, tool = 'append_note') {
  script = inTurn([use(tool, tool === 'append_note' ? { id: 'a', text } : { text })]);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  const run = await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, ravi, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  return { run, proposal };
}

async function reject(text: string) {
  const { proposal } = await propose(text);
  const { id, version, viewHash } = proposal;
  await decideProposal(app, ravi, id, { verdict: 'reject', version, viewHash, reason: 'No.' });
  return id;
}

const short: Rule = { when: 'size(args.text) <= 3', verdict: 'auto' };

describe('a policy that is saved', () => {
  it.each([
    [{ rules: [{ when: 'args.txt == "x"', verdict: 'auto' }] }, '/rules/0/when', /There is no args\.txt/],
    [
      { rules: [{ verdict: 'auto' }, { when: 'args.text > 3', verdict: 'auto' }] },
      '/rules/1/when',
      /can't be compared/,
    ],
    [
      { rules: [{ verdict: 'require_approval', approvers: ['nobody@example.com'] }] },
      '/rules/0/approvers',
      /no nobody/,
    ],
    [
      { rules: [{ verdict: 'require_approval', approvers: ['group:ghosts'] }] },
      '/rules/0/approvers',
      /no group:ghosts/,
    ],
    [{ friction: { typed: { argument: 'amount' } } }, '/friction/typed/argument', /no argument amount/],
    [{ friction: { typed: { argument: 'text', above: 5 } } }, '/friction/typed/argument', /above nothing/],
  ] as [Change, string, RegExp][])('says at its place what is wrong with %j', async (change, pointer, message) => {
    await expect(save(change)).rejects.toMatchObject({
      code: 'invalid_fields',
      errors: [{ pointer, message: expect.stringMatching(message) as string }],
    });
  });

  it('treats a tool with more care as it is told, and with less only for a reason', async () => {
    const less = { reversibility: 'reversible' as const };
    await expect(save({ classOverride: less }, 'post_note')).rejects.toMatchObject({
      errors: [{ pointer: '/classOverride/reason' }],
    });
    const saved = await save({ classOverride: { ...less, reason: 'It is a test board.' } }, 'post_note');
    expect(saved).toMatchObject({ reversibility: 'reversible', declaredReversibility: 'irreversible' });
    await save({ classOverride: { reversibility: 'irreversible' } });
    expect((await propose('careful')).proposal.reversibility).toBe('irreversible');
    await save({ classOverride: null, rules: [{ when: 'tool.reversibility == "reversible"', verdict: 'auto' }] });
    expect((await propose('at ease')).proposal.status).toBe('approved');
  });

  it('makes a pending call more careful at once, never less', async () => {
    const { proposal } = await propose('waits');
    await save({
      rules: [{ verdict: 'require_approval', approvals: 2 }],
      classOverride: { reversibility: 'irreversible' },
    });
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({
      code: 'changed_since',
      body: { proposal: { reversibility: 'irreversible', requiredApprovals: 2 } },
    });
  });

  it('lets an approval count only when the argument was typed', async () => {
    await save({ friction: { typed: { argument: 'text' } } });
    const { proposal } = await propose('every word');
    expect(proposal.confirmation).toEqual({ argument: 'text', value: 'every word' });
    const decision = { verdict: 'approve' as const, version: proposal.version, viewHash: proposal.viewHash };
    for (const typed of [undefined, 'every', '']) {
      await expect(decideProposal(app, ravi, proposal.id, { ...decision, typed })).rejects.toMatchObject({
        code: 'invalid_fields',
        errors: [{ pointer: '/typed' }],
      });
    }
    await decideProposal(app, ravi, proposal.id, { ...decision, typed: ' every word ' });
  });
});

describe('versions', () => {
  it('keep author, reason and what stood before, and are rolled back by a new one', async () => {
    const first = await save({ rules: [short] });
    const second = await save({ rules: [{ verdict: 'deny' }] });
    const page = await listPolicyVersions(app, 'append_note', { limit: 1 });
    expect(page.items[0]).toMatchObject({
      version: second.version,
      author: { id: ada.userId },
      reason: 'a test',
      policy: { rules: [{ verdict: 'deny' }] },
      before: { rules: [short] },
    });
    const next = await listPolicyVersions(app, 'append_note', { limit: 1, cursor: page.nextCursor ?? '' });
    expect(next.items[0]?.version).toBe(first.version);
    const back = { version: first.version, reason: 'Too strict' };
    await expect(rollBackPolicy(app, ada, 'append_note', first.version, back)).rejects.toMatchObject({
      code: 'stale_version',
    });
    await expect(rollBackPolicy(app, ravi, 'append_note', second.version, back)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const rolled = await rollBackPolicy(app, ada, 'append_note', second.version, back);
    expect(rolled).toMatchObject({ version: second.version + 1, rules: [short], reason: 'Too strict' });
    const [entry] = await app.database.query<{ outcome: string }>(sql`
      select entry::jsonb ->> 'outcome' as outcome from audit_entry order by seq desc limit 1`);
    expect(entry?.outcome).toBe(`rolled back to version ${first.version}`);
    const unset = await rollBackPolicy(app, ada, 'append_note', rolled.version, { version: 0, reason: 'Afresh' });
    expect(unset.rules).toEqual([]);
  });
});

describe('a backtest', () => {
  it('judges recorded calls by rules nobody saved, on the facts as they were', async () => {
    const rejected = await reject('no');
    await approve(app, ravi, (await propose('yes')).proposal);
    await propose('a long text');
    const { id, version, viewHash } = (await propose('ed')).proposal;
    const args = { id: 'a', text: 'edited and longer' };
    await decideProposal(app, ravi, id, { verdict: 'edit', version, viewHash, args });
    const answer = await backtestPolicy(app, 'append_note', { rules: [short] });
    expect(answer).toMatchObject({
      total: 4,
      capped: false,
      unchanged: 1,
      wouldBe: { auto: 3, require_approval: 1, deny: 0 },
      newlyAuto: 3,
      rejectedAmongAuto: 1,
      editedAmongAuto: 1,
    });
    expect(answer.sample.slice(0, 2)).toMatchObject([
      { proposalId: rejected, was: 'require_approval', wouldBe: 'auto', answer: 'reject' },
      { proposalId: id, answer: 'edit' },
    ]);
    // What the note said when the call was proposed, not what it says after the edit.
    const rules: Rule[] = [{ when: 'size(target.notes["a"].body) < 40', verdict: 'deny' }];
    expect((await backtestPolicy(app, 'append_note', { rules })).wouldBe.deny).toBe(4);
    const two: Rule[] = [{ verdict: 'require_approval', approvals: 2 }];
    expect(await backtestPolicy(app, 'append_note', { rules: two })).toMatchObject({ unchanged: 0, newlyAuto: 0 });
    const later = await backtestPolicy(app, 'append_note', { rules: [], since: '2999-01-01T00:00:00Z' });
    expect(later.total).toBe(0);
    await expect(
      backtestPolicy(app, 'append_note', { rules: [{ when: 'args.nope == 1', verdict: 'auto' }] }),
    ).rejects.toMatchObject({ code: 'invalid_fields' });
  });

  it('looks at the newest five thousand calls and says that there are more', async () => {
    const { proposal } = await propose('many');
    await app.database.query(sql`
      insert into proposal (id, group_id, position, agent, tool, requester_id, status, args, proposed_args, summary,
        preview, target_version, tool_hash, policy_version, view_hash, reversibility, delivery, gated_by,
        required_approvals, approvers, hold_seconds, proposed_at, expires_at, settled_at)
      select 'copy-' || number, group_id, position, agent, tool, requester_id, 'expired', args, proposed_args, summary,
        preview, target_version, tool_hash, policy_version, view_hash, reversibility, delivery, gated_by,
        required_approvals, approvers, hold_seconds, proposed_at - number * interval '1 minute', expires_at, now()
      from proposal, generate_series(1, 6000) as number where id = ${proposal.id}`);
    const answer = await backtestPolicy(app, 'append_note', { rules: [{ verdict: 'auto' }] });
    expect(answer).toMatchObject({ total: 5000, capped: true, newlyAuto: 5000 });
    expect(answer.sample).toHaveLength(50);
  });
});

describe('a rule taught from a card', () => {
  const lesson = { days: 7, reason: 'It never was a question.' };

  it('is narrow, lets such calls run, counts them, and ends when it is revoked', async () => {
    const { proposal } = await propose('taught');
    const suggested = await suggestRule(app, proposal.id);
    expect(suggested).toMatchObject({
      tool: 'append_note',
      when: 'agent.name == "notes" && args.id == "a" && args.text == "taught"',
      index: 0,
    });
    expect(suggested.refusal).toBeUndefined();
    const { when, policyVersion } = suggested;
    await expect(teachRule(app, ravi, proposal.id, policyVersion, { when, ...lesson })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await teachRule(app, ada, proposal.id, policyVersion, { when, ...lesson });
    const next = await propose('taught');
    expect(next.proposal).toMatchObject({ status: 'approved', verdict: 'auto' });
    expect((await propose('other')).proposal.status).toBe('pending');
    const [rule] = (await listTaughtRules(app)).items;
    expect(rule).toMatchObject({ tool: 'append_note', owner: { id: ada.userId }, hits: 1, expired: false });
    await revokeTaughtRule(app, ada, rule?.id ?? '');
    expect((await listTaughtRules(app)).items).toEqual([]);
    expect((await propose('taught')).proposal.status).toBe('pending');
    await expect(revokeTaughtRule(app, ada, rule?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('matches no more once it expired, by the database’s clock', async () => {
    const { proposal } = await propose('brief');
    const { version } = await getPolicy(app, 'append_note');
    await teachRule(app, ada, proposal.id, version, { when: 'args.text == "brief"', ...lesson });
    await app.database.query(sql`
      update policy_version set body = jsonb_set(body, '{rules,0,taught,expiresAt}', '"2026-01-01T00:00:00.000Z"')
      where tool = 'append_note' and version = ${version + 1}`);
    expect((await propose('brief')).proposal.status).toBe('pending');
    expect((await listTaughtRules(app)).items[0]).toMatchObject({ expired: true, hits: 0 });
  });

  it('stays as it was made, wherever it stands, and steps back for a tool that became irreversible', async () => {
    const { proposal } = await propose('kept');
    const { version } = await getPolicy(app, 'append_note');
    const taught = await teachRule(app, ada, proposal.id, version, { when: 'args.text == "kept"', ...lesson });
    const [rule] = taught.rules;
    if (!rule) throw new Error('no rule');
    await expect(save({ rules: [{ ...rule, when: 'args.id == "a"' }] })).rejects.toMatchObject({
      errors: [{ pointer: '/rules/0/when' }],
    });
    await save({ rules: [short, rule], classOverride: { reversibility: 'irreversible' } });
    expect((await propose('kept')).proposal.status).toBe('pending');
    await save({ rules: [short, rule], classOverride: null });
    expect((await propose('kept')).proposal.status).toBe('approved');
  });

  it('is refused for what can’t be undone, was rejected, does not ask, or is not about the call', async () => {
    const refuses = async (id: string, words: RegExp, when = 'args.text == "x"', tool = 'append_note') => {
      const { version } = await getPolicy(app, tool);
      await expect(teachRule(app, ada, id, version, { when, ...lesson })).rejects.toThrow(words);
    };
    const posted = (await propose('x', 'pin_note')).proposal;
    await save({ classOverride: { reversibility: 'irreversible' } }, 'pin_note');
    await refuses(posted.id, /cannot be undone/, 'args.text == "x"', 'pin_note');
    expect((await suggestRule(app, posted.id)).refusal).toMatch(/cannot be undone/);
    await refuses(await reject('x'), /said no/);
    const { proposal } = await propose('x');
    await refuses(proposal.id, /not valid/, 'args.text == "y"');
    await refuses(proposal.id, /not valid/, 'agent.name == "notes"');
    await refuses(proposal.id, /not valid/, 'args.text == "x" || args.text == "y"');
    await save({ rules: [{ verdict: 'auto' }] });
    await refuses(proposal.id, /runs? by itself already/);
    await save({ rules: [{ verdict: 'deny' }] });
    await refuses(proposal.id, /refuse this call/);
  });
});
