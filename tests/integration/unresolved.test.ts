import { beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { getConversation } from '@/lib/services/conversations/get-conversation';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { startRun } from '@/lib/services/runs/start-run';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { parkPoison } from '@/lib/store/runs/park-poison';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
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
});

const waiting = async (kind: 'unknown_outcome' | 'dead_letter') =>
  (await listInbox(app, ravi, { kind, limit: 50 })).items;

describe('a run whose workers die over and over', () => {
  it('is parked and filed, and goes on from where it was when an admin says so', async () => {
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
    for (let death = 0; death < 5; death += 1) {
      const claimed = await claimRuns(app.database, `worker-${death}`, 1000, 5);
      expect(claimed.map((claim) => claim.runId)).toEqual([runId]);
      await app.database.query(sql`update run set lease_until = now() - interval '1 second' where id = ${runId}`);
    }
    expect(await claimRuns(app.database, 'worker-6', 1000, 5)).toEqual([]);
    await parkPoison(app.database);
    expect(await waiting('dead_letter')).toMatchObject([{ id: runId, status: 'pending' }]);
    await expect(retryDeadLetter(app, ravi, runId)).rejects.toMatchObject({ code: 'forbidden' });
    await retryDeadLetter(app, ada, runId);
    expect(await waiting('dead_letter')).toEqual([]);
    await expect(retryDeadLetter(app, ada, runId)).rejects.toMatchObject({ code: 'already_resolved' });
    script = inTurn([say('Here I am again.')]);
    startTestEngine(
      app,
      scriptedCatalog((request) => script(request)),
    );
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'succeeded', reply: 'Here I am again.' });
  });
});

describe('an outcome nobody knows', () => {
  it('waits for a person, who settles it once, with evidence, and the thread is told', async () => {
    script = inTurn([use('post_note', { text: 'break' })]);
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Post.', route: 'auto' });
    const run = await settled(app, mia, runId);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('no proposal');
    await approve(app, ravi, proposal);
    await settled(app, mia, runId);
    const [item] = await waiting('unknown_outcome');
    if (!item) throw new Error('no item');
    const answer = { happened: true, evidence: 'I see it there.' };
    await expect(reconcileExecution(app, mia, item.id, answer)).rejects.toMatchObject({ code: 'forbidden' });
    await reconcileExecution(app, ravi, item.id, answer);
    await expect(reconcileExecution(app, ravi, item.id, answer)).rejects.toMatchObject({ code: 'already_resolved' });
    expect(await waiting('unknown_outcome')).toEqual([]);
    expect((await proposalsOf(app, ravi, runId))[0]?.execution?.status).toBe('succeeded');
    const { messages } = await getConversation(app, mia, run.conversationId);
    expect(messages.at(-1)).toMatchObject({ role: 'person', text: expect.stringContaining('did happen') as string });
  });

  it('is never reached by a model error: nothing was sent', async () => {
    script = () => new ModelError('rejected', 'no');
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Post.', route: 'auto' });
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'escalated', reason: 'model_unavailable' });
    expect(await waiting('unknown_outcome')).toEqual([]);
  });
});
