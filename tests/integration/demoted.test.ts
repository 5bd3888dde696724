import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '@/lib/services/application';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { revokeApproval } from '@/lib/services/proposals/revoke-approval';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { notesAgent } from '../fixtures/notes-agent';
import { createPerson, type TestPerson } from '../support/people';
import { createProposal, createRun } from '../support/records';
import { createTestApplication } from '../support/test-application';

let app: Application;
let owner: TestPerson;
const runId = () => createRun(app, owner).then(({ id }) => id);

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  owner = await createPerson(app, 'user');
});

/** What people of a role do, each on something of its own. */
const deeds: Record<string, (actor: Actor) => Promise<unknown>> = {
  'decide a proposal': async (actor) => {
    const { id, viewHash } = await createProposal(app, owner, await createRun(app, owner));
    return decideProposal(app, actor, id, { verdict: 'reject', version: 1, viewHash, reason: 'No.' });
  },
  'take an approval back': async (actor) =>
    revokeApproval(app, actor, (await createProposal(app, owner, await createRun(app, owner))).id),
  'resolve an escalation': async (actor) => resolveEscalation(app, actor, await runId(), { outcome: 'close' }),
  'reconcile an execution': (actor) =>
    reconcileExecution(app, actor, 'missing', { happened: true, evidence: 'I saw it.' }),
  'retry a dead letter': async (actor) => retryDeadLetter(app, actor, await runId()),
  'save a policy': (actor) => savePolicy(app, actor, 'append_note', 0, { holdSeconds: 1, reason: 'Wait.' }),
  'cancel another person’s run': async (actor) => cancelRun(app, actor, await runId()),
};

describe.each(Object.entries(deeds))('whoever is about to %s', (name, doIt) => {
  it.each(['demoted', 'disabled'])('is refused when %s after the request came in', async (how) => {
    const person = await createPerson(app, 'admin');
    await app.database.query(
      how === 'demoted'
        ? sql`update app_user set role = 'user' where id = ${person.userId}`
        : sql`update app_user set disabled_at = now() where id = ${person.userId}`,
    );
    // Another person's run is not there for whoever is no admin.
    const codes = name.startsWith('cancel') ? /^(forbidden|not_found)$/ : /^(forbidden|not_entitled)$/;
    const refused = expect.stringMatching(codes) as string;
    await expect(doIt(person)).rejects.toMatchObject({ code: refused });
    const [written] = await app.database.query<{ count: number }>(
      sql`select count(*) as count from audit_entry where entry::jsonb #>> '{actor,id}' = ${person.userId}`,
    );
    expect(written?.count).toBe(0);
  });
});
