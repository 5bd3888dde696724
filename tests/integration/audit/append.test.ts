import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { auditEntry, CHAIN_START, systemActor, type AuditEntry } from '@/lib/domain/audit';
import { sql } from '@/lib/domain/sql';
import { ModelError } from '@/lib/domain/model';
import { getAgent } from '@/lib/services/agents/get-agent';
import { saveAgent } from '@/lib/services/agents/save-agent';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { startRun } from '@/lib/services/runs/start-run';
import type { Application } from '@/lib/services/application';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { expireProposals } from '@/lib/services/proposals/expire-proposals';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

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
    scriptedCatalog((request) => script(request)),
  );
});

interface Row {
  seq: number;
  entry: string;
  prev: string;
  hash: string;
}

const rows = () => app.database.query<Row>(sql`select seq, entry, prev, hash from audit_entry order by seq`);
const entries = async (): Promise<AuditEntry[]> => (await rows()).map((row) => auditEntry.parse(JSON.parse(row.entry)));
const about = async (runId: string) => (await entries()).filter((entry) => entry.subject['runId'] === runId);
const actionsOf = async (runId: string) => (await about(runId)).map(({ action, outcome }) => [action, outcome]);

const propose = async (text: string, tool: 'append_note' | 'post_note' = 'append_note') => {
  script = inTurn([use(tool, tool === 'append_note' ? { id: 'a', text } : { text })]);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, ravi, runId);
  if (!proposal) throw new Error('no proposal');
  return { runId, proposal };
};

describe('the audit log', () => {
  it('has one entry for the decision, the dispatch and the outcome, bound to what was seen', async () => {
    const { runId, proposal } = await propose('x');
    await approve(app, { ...ravi, via: 'token' }, proposal);
    await settled(app, mia, runId);
    expect(await actionsOf(runId)).toEqual([
      ['proposal.decided', 'approved'],
      ['execution.dispatched', 'dispatching'],
      ['execution.settled', 'succeeded'],
    ]);
    const [decided] = await about(runId);
    expect(decided).toMatchObject({
      actor: { id: ravi.userId, role: 'reviewer', via: 'token' },
      subject: { proposalId: proposal.id },
      verdict: 'approve',
      proposalVersion: 1,
      viewHash: proposal.viewHash,
      argsCommitment: createHash('sha256').update('{"id":"a","text":"x"}').digest('hex'),
    });
  });

  it('has one entry when twenty people approve at once', async () => {
    const { runId, proposal } = await propose('race');
    const people = await Promise.all(Array.from({ length: 20 }, () => createPerson(app, 'reviewer')));
    const outcomes = await Promise.allSettled(people.map((person) => approve(app, person, proposal)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await settled(app, mia, runId);
    expect((await actionsOf(runId)).filter(([action]) => action === 'proposal.decided')).toHaveLength(1);
  });

  it('keeps what people and models wrote out of the chain', async () => {
    const { runId, proposal } = await propose('a very private argument', 'post_note');
    const { id, version, viewHash } = proposal;
    await decideProposal(app, ravi, id, { verdict: 'reject', version, viewHash, reason: 'a very private reason' });
    expect(await about(runId)).toMatchObject([{ action: 'proposal.decided', verdict: 'reject', outcome: 'rejected' }]);
    const texts = (await rows()).map((row) => row.entry).join('\n');
    for (const secret of ['private', mia.email, ravi.name]) expect(texts).not.toContain(secret);
  });

  it('names the clock, the policy and whoever cancels', async () => {
    const expiring = await propose('late');
    await app.database.query(
      sql`update proposal set expires_at = now() - interval '1 second' where id = ${expiring.proposal.id}`,
    );
    await expireProposals(app);
    expect(await about(expiring.runId)).toMatchObject([{ action: 'proposal.expired', actor: { id: 'clock' } }]);

    const cancelled = await propose('stop');
    await cancelRun(app, mia, cancelled.runId);
    expect(await about(cancelled.runId)).toMatchObject([
      { action: 'proposal.cancelled', actor: { id: mia.userId, role: 'user' } },
      { action: 'run.cancelled', actor: { id: mia.userId } },
    ]);

    const { version } = await getPolicy(app, 'append_note');
    const policy = { ...defaultPolicyBody, rules: [{ verdict: 'auto' as const }], reason: 'notes are harmless' };
    await savePolicy(app, ada, 'append_note', version, policy);
    expect((await entries()).at(-1)).toMatchObject({ action: 'policy.saved', reason: 'notes are harmless' });
    const automatic = await propose('auto');
    expect(await about(automatic.runId)).toMatchObject([
      { action: 'proposal.approved_by_policy', actor: { id: `policy@${version + 1}`, role: 'policy' } },
      { action: 'execution.dispatched' },
      { action: 'execution.settled', outcome: 'succeeded' },
    ]);
  });

  it('has what people settle beside decisions, and a proposal that came back', async () => {
    const unknown = await propose('break', 'post_note');
    await approve(app, ravi, unknown.proposal);
    await settled(app, mia, unknown.runId);
    const executionId = (await about(unknown.runId)).at(-1)?.subject['executionId'] ?? '';
    await reconcileExecution(app, ravi, executionId, { happened: true, evidence: 'a very private proof' });
    expect(await actionsOf(unknown.runId)).toEqual([
      ['proposal.decided', 'approved'],
      ['execution.dispatched', 'dispatching'],
      ['execution.settled', 'unknown'],
      ['execution.reconciled', 'succeeded'],
    ]);

    script = () => new ModelError('rejected', 'no');
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
    await settled(app, mia, runId);
    await resolveEscalation(app, ravi, runId, { outcome: 'reply', message: 'a very private answer' });
    expect(await about(runId)).toMatchObject([
      { action: 'escalation.resolved', outcome: 'reply', actor: { id: ravi.userId } },
    ]);

    const drifting = await propose('drift', 'post_note');
    await app.database.query(sql`update proposal set target_version = 'other' where id = ${drifting.proposal.id}`);
    await expect(approve(app, ravi, drifting.proposal)).rejects.toMatchObject({ code: 'changed_since' });
    expect(await about(drifting.runId)).toEqual([]);
    expect((await rows()).map((row) => row.entry).join('\n')).not.toContain('private');
  });

  it('names the users and tokens that were made, and the settings that were saved', async () => {
    const person = await createPerson(app, 'reviewer');
    const made = (await entries()).filter((entry) => entry.subject['userId'] === person.userId);
    expect(made).toMatchObject([
      { action: 'user.saved', actor: { id: 'command' }, subject: { role: 'reviewer' } },
      { action: 'token.created', actor: { id: 'command' } },
    ]);
    const { version, limits, enabled } = await getAgent(app, 'notes');
    await saveAgent(app, ada, 'notes', version, { limits, enabled });
    expect((await entries()).at(-1)).toMatchObject({ action: 'agent.saved', subject: { agent: 'notes' } });
  });

  it('tells an edit, and what was approved but came back because its record changed', async () => {
    const { version: policyVersion } = await getPolicy(app, 'append_note');
    const held = { ...defaultPolicyBody, holdSeconds: 1, reason: 'time to take it back' };
    await savePolicy(app, ada, 'append_note', policyVersion, held);
    const { runId, proposal } = await propose('first');
    const { id, version, viewHash } = proposal;
    const args = { id: 'a', text: 'second' };
    await decideProposal(app, ravi, id, { verdict: 'edit', version, viewHash, args });
    await app.database.query(sql`update note set body = 'changed meanwhile' where id = 'a'`);
    await settled(app, mia, runId);
    await vi.waitFor(async () => expect((await actionsOf(runId)).length).toBeGreaterThan(1), 20_000);
    expect(await about(runId)).toMatchObject([
      { action: 'proposal.decided', verdict: 'edit', outcome: 'approved', proposalVersion: 2 },
      { action: 'execution.settled', outcome: 'aborted', proposalVersion: 2 },
      { action: 'proposal.superseded', actor: { id: 'engine' }, subject: { proposalId: id } },
    ]);
  });

  it('agrees with the executions there are', async () => {
    expect(await verifyAudit(app.database, [])).toMatchObject({ state: 'whole' });
  });

  it('is a gapless chain of canonical texts', async () => {
    let prev = CHAIN_START;
    for (const [index, row] of (await rows()).entries()) {
      const entry = auditEntry.parse(JSON.parse(row.entry));
      expect(canonicalize(JSON.parse(row.entry))).toBe(row.entry);
      expect([row.seq, entry.seq, row.prev, entry.prev]).toEqual([index + 1, index + 1, prev, prev]);
      expect(row.hash).toBe(createHash('sha256').update(prev).update(row.entry).digest('hex'));
      prev = row.hash;
    }
  });

  it('has the canonical text of any words', async () => {
    const reason = 'quotes " and \\ and \n, \u0001, é, \u202e, 𝒳, ﬃ and € \u2028';
    const subject = { ä: '1', a: '2', Z: '3', '𝒳': '4', '\ufb03': '5' };
    const actor = systemActor('command');
    await app.database.transaction((transaction) =>
      appendAudit(transaction, { action: 'policy.saved', actor, subject, policyVersion: 7, reason }),
    );
    const text = (await rows()).at(-1)?.entry ?? '';
    expect(canonicalize(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ reason, subject });
  });

  it('takes nothing from a transaction or savepoint that rolls back', async () => {
    const before = (await rows()).length;
    const fact = { action: 'run.retried' as const, actor: systemActor('command'), subject: { runId: 'none' } };
    const kept = { ...fact, subject: { runId: 'kept' } };
    await app.database.transaction(async (transaction) => {
      await appendAudit(transaction, kept);
      const failing = transaction.savepoint(async () => {
        await appendAudit(transaction, fact);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    });
    const failed = app.database.transaction(async (transaction) => {
      await appendAudit(transaction, fact);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await rows()).length).toBe(before + 1);
    expect(await actionsOf('none')).toEqual([]);
    expect(await actionsOf('kept')).toHaveLength(1);
  });

  it.each([
    sql`update audit_entry set entry = entry`,
    sql`delete from audit_entry where seq = 1`,
    sql`truncate audit_entry`,
    sql`delete from audit_head`,
  ])('refuses $text', async (statement) => {
    await expect(app.database.query(statement)).rejects.toThrow('only ever appended to');
  });
});
