import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelRequest } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { previewEdit } from '@/lib/services/proposals/preview-edit';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent, posts } from '../../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let script: (request: ModelRequest) => ReturnType<ReturnType<typeof inTurn>> = inTurn();
const models = scriptedCatalog((request) => script(request));

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  startTestEngine(app, models);
});

const ask = async (message = 'Please.') => (await startRun(app, mia, { agent: 'notes', message, route: 'auto' })).runId;
const bodyOf = async (id: string) =>
  (await app.database.query<{ body: string }>(sql`select body from note where id = ${id}`))[0]?.body;
const lastUserMessage = () => models.requests.at(-1)?.messages.at(-1);

describe('a run with a write', () => {
  it('reads by itself, waits for approval, executes what was approved and answers', async () => {
    script = inTurn(
      [use('read_note', { id: 'a' })],
      [use('append_note', { id: 'a', text: 'more' })],
      [say('Appended.')],
    );
    const runId = await ask();
    const waiting = await settled(app, mia, runId);
    expect(waiting.status).toBe('awaiting');
    expect(await bodyOf('a')).toBe('first');
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    expect(proposal.preview.changes).toEqual([{ path: '/notes/a/body', before: 'first', after: 'first more' }]);
    expect(proposal.summary).toBe('Append "more" to note a');
    await approve(app, ravi, proposal);
    const done = await settled(app, mia, runId);
    expect(done).toMatchObject({ status: 'succeeded', reply: 'Appended.' });
    expect(await bodyOf('a')).toBe('first more');
    expect(done.toolCalls.map((call) => call.status)).toEqual(['succeeded', 'succeeded']);
  });

  it('runs the edited arguments and tells the model what ran', async () => {
    script = inTurn([use('append_note', { id: 'b', text: 'wrong' })]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    const args = { id: 'b', text: 'right' };
    const preview = await previewEdit(app, ravi, proposal.id, { args });
    const { version, viewHash } = proposal;
    const edit = { verdict: 'edit' as const, version, viewHash, args, editedViewHash: preview.viewHash };
    await decideProposal(app, ravi, proposal.id, edit);
    await settled(app, mia, runId);
    expect(await bodyOf('b')).toBe('second right');
    expect(JSON.stringify(lastUserMessage())).toContain('the reviewer ran');
    const [edited] = await proposalsOf(app, ravi, runId);
    expect(edited).toMatchObject({ version: 2, status: 'approved', args, proposedArgs: { id: 'b', text: 'wrong' } });
  });

  it('changes nothing when rejected, and the model reads why', async () => {
    script = inTurn([use('append_note', { id: 'b', text: 'no' })]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    const { version, viewHash } = proposal;
    await decideProposal(app, ravi, proposal.id, { verdict: 'reject', version, viewHash, reason: 'Not this note.' });
    expect((await settled(app, mia, runId)).status).toBe('succeeded');
    expect(await bodyOf('b')).toBe('second right');
    expect(JSON.stringify(lastUserMessage())).toContain('Not this note.');
  });

  it('refuses a call the gate knows will fail, without asking anyone', async () => {
    script = inTurn([use('append_note', { id: 'zzz', text: 'x' }), use('append_note', { id: 'a', txt: 'x' }, 'other')]);
    const run = await settled(app, mia, await ask());
    expect(run.status).toBe('succeeded');
    expect(run.toolCalls.map((call) => call.status)).toEqual(['refused', 'refused']);
    expect(run.toolCalls[0]?.error).toContain('There is no note zzz.');
    expect(run.toolCalls[1]?.error).toContain('/txt');
  });

  it('does not let the requester decide', async () => {
    script = inTurn([use('append_note', { id: 'a', text: 'self' })]);
    const { runId } = await startRun(app, ravi, { agent: 'notes', message: 'Mine', route: 'auto' });
    await settled(app, ravi, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({ code: 'self_review', status: 403 });
    await expect(cancelRun(app, mia, runId)).rejects.toMatchObject({ code: 'not_found' });
    await cancelRun(app, ravi, runId);
    expect((await proposalsOf(app, ravi, runId))[0]?.status).toBe('cancelled');
    await expect(cancelRun(app, ravi, runId)).rejects.toMatchObject({ code: 'too_late' });
  });
});

describe('a group of writes in one turn', () => {
  it('previews each on the earlier ones, executes in call order and takes no sibling for drift', async () => {
    const before = await bodyOf('a');
    script = inTurn([use('append_note', { id: 'a', text: '1' }), use('append_note', { id: 'a', text: '2' }, 'second')]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [first, second] = await proposalsOf(app, ravi, runId);
    if (!first || !second) throw new Error('no group');
    expect(second.preview.changes).toEqual([{ path: '/notes/a/body', before: `${before} 1`, after: `${before} 1 2` }]);
    await approve(app, ravi, second);
    expect((await settled(app, mia, runId)).status).toBe('awaiting');
    expect(await bodyOf('a')).toBe(before);
    await approve(app, ravi, first);
    expect((await settled(app, mia, runId)).status).toBe('succeeded');
    expect(await bodyOf('a')).toBe(`${before} 1 2`);
  });

  it('draws the later one again when an earlier one is rejected', async () => {
    const before = await bodyOf('a');
    script = inTurn([use('append_note', { id: 'a', text: 'x' }), use('append_note', { id: 'a', text: 'y' }, 'second')]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [first, second] = await proposalsOf(app, ravi, runId);
    if (!first || !second) throw new Error('no group');
    const { version, viewHash } = first;
    await decideProposal(app, ravi, first.id, { verdict: 'reject', version, viewHash, reason: 'No.' });
    const [, redrawn] = await proposalsOf(app, ravi, runId);
    expect(redrawn).toMatchObject({ version: 2, status: 'pending' });
    expect(redrawn?.preview.changes).toEqual([{ path: '/notes/a/body', before, after: `${before} y` }]);
    await expect(approve(app, ravi, second)).rejects.toMatchObject({ code: 'stale_version' });
    if (redrawn) await approve(app, ravi, redrawn);
    await settled(app, mia, runId);
    expect(await bodyOf('a')).toBe(`${before} y`);
  });
});

describe('an approval of something that changed', () => {
  it('is a 409 that shows the new version and executes nothing', async () => {
    script = inTurn([use('append_note', { id: 'b', text: 'z' })]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    await app.database.query(sql`update note set body = 'changed' where id = 'b'`);
    await expect(approve(app, ravi, proposal)).rejects.toMatchObject({
      code: 'changed_since',
      message: expect.stringContaining('The record changed') as string,
      body: { proposal: { version: 2, status: 'pending' } },
    });
    expect(await bodyOf('b')).toBe('changed');
  });

  it('is settled by exactly one of many who decide at once', async () => {
    script = inTurn([use('append_note', { id: 'b', text: 'once' })]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => approve(app, ravi, proposal)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    await settled(app, mia, runId);
    expect(await bodyOf('b')).toBe('changed once');
  });
});

describe('a write outside', () => {
  it.each([
    ['hello', 'succeeded', 'succeeded'],
    ['refuse', 'failed', 'failed'],
    ['break', 'unknown', 'unknown'],
  ])('that is told %s ends %s', async (text, callStatus, executionStatus) => {
    script = inTurn([use('post_note', { text })]);
    const runId = await ask();
    await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    await approve(app, ravi, proposal);
    const run = await settled(app, mia, runId);
    expect(run.toolCalls[0]?.status).toBe(callStatus);
    expect((await proposalsOf(app, ravi, runId))[0]?.execution?.status).toBe(executionStatus);
    expect(posts.includes(text)).toBe(text === 'hello');
  });
});

describe('a run that can’t go on', () => {
  it('stops at the third identical call, is taken over, and goes on with guidance', async () => {
    script = () => [use('read_note', { id: 'a' }, `use_${models.requests.length}`)];
    const runId = await ask();
    const stopped = await settled(app, mia, runId);
    expect(stopped).toMatchObject({ status: 'escalated', reason: 'repeated_call' });
    expect(stopped.toolCalls.map((call) => call.status)).toEqual(['succeeded', 'succeeded', 'refused']);
    expect(stopped.reply).toContain('colleague');
    script = () => [say('Now I know.')];
    const resolved = await resolveEscalation(app, ravi, runId, { outcome: 'resume', message: 'Read note b instead.' });
    const resumed = await settled(app, mia, resolved.runId ?? '');
    expect(resumed).toMatchObject({ status: 'succeeded', reply: 'Now I know.', resumesRunId: runId });
    expect(JSON.stringify(models.requests.at(-1))).toContain('Read note b instead.');
    await expect(resolveEscalation(app, ravi, runId, { outcome: 'close' })).rejects.toMatchObject({
      code: 'already_resolved',
    });
  });
});
