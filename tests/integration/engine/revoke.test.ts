import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { revokeApproval } from '@/lib/services/proposals/revoke-approval';
import { startRun } from '@/lib/services/runs/start-run';
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

const hold = async (holdSeconds: number) => {
  const { version } = await getPolicy(app, 'append_note');
  const body = { ...defaultPolicyBody, holdSeconds, reason: 'a test' };
  await savePolicy(app, ada, 'append_note', version, body);
};
const ask = async (...texts: string[]) => {
  script = inTurn(texts.map((text, index) => use('append_note', { id: 'a', text }, `use_${index}`)));
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, mia, runId);
  return { runId, proposals: await proposalsOf(app, ravi, runId) };
};
const body = async () =>
  (await app.database.query<{ body: string }>(sql`select body from note where id = 'a'`))[0]?.body;

describe('an approval that is taken back', () => {
  it('runs nothing; the agent is told, and the later write is drawn again', async () => {
    await hold(600);
    const { runId, proposals } = await ask('one', 'two');
    const [first, second] = proposals;
    if (!first || !second) throw new Error('no group');
    await approve(app, ravi, first);
    await revokeApproval(app, ravi, first.id);
    const [revoked, redrawn] = await proposalsOf(app, ravi, runId);
    expect(revoked).toMatchObject({ status: 'revoked', execution: { status: 'aborted' } });
    expect(redrawn).toMatchObject({ status: 'pending', version: 2 });
    expect(redrawn?.preview.changes).toEqual([{ path: '/notes/a/body', before: 'first', after: 'first two' }]);
    await expect(revokeApproval(app, ravi, first.id)).rejects.toMatchObject({ code: 'too_late' });
    expect(await body()).toBe('first');
  });

  it('is refused to those who may not decide, and once it ran', async () => {
    await hold(0);
    const { runId, proposals } = await ask('done');
    const [proposal] = proposals;
    if (!proposal) throw new Error('no proposal');
    await expect(revokeApproval(app, ravi, proposal.id)).rejects.toMatchObject({ code: 'too_late' });
    await expect(revokeApproval(app, mia, proposal.id)).rejects.toMatchObject({ code: 'not_entitled' });
    await approve(app, ravi, proposal);
    await settled(app, mia, runId);
    await expect(revokeApproval(app, ravi, proposal.id)).rejects.toMatchObject({ code: 'too_late' });
    expect(await body()).toBe('first done');
  });
});
