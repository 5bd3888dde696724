import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { wakeRun } from '@/lib/store/runs/wake-run';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { Carrier, parcelAgent } from '../../fixtures/parcel-agent';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';
import { atEnd } from '../../support/at-end';

const carrier = new Carrier();
let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let script: ReturnType<typeof inTurn>;
const models = scriptedCatalog((request) => script(request));

beforeAll(async () => {
  atEnd(await carrier.open());
  app = await createTestApplication([parcelAgent(carrier)]);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
  startTestEngine(app, models);
});

beforeEach(async () => {
  Object.assign(carrier, { requests: [], moods: [] });
  carrier.parcels.length = 0;
  await app.database.query(sql`delete from tool_breaker`);
});

async function propose(tool: string, parcel: string): Promise<ProposalView> {
  script = inTurn([use(tool, { parcel })], [say('Done.')]);
  const { runId } = await startRun(app, mia, { agent: 'parcels', message: 'Send it.', route: 'auto' });
  return latest(runId);
}

async function latest(runId: string): Promise<ProposalView> {
  await settled(app, mia, runId);
  const proposal = (await proposalsOf(app, ravi, runId)).at(-1);
  if (!proposal) throw new Error('Nothing was proposed.');
  return proposal;
}

const again = async ({ runId, id }: ProposalView) =>
  (await proposalsOf(app, ravi, runId ?? '')).find((one) => one.id === id);

/** Waits until the approved one has been tried so often, and not while it is being tried. */
async function tried(proposal: ProposalView, attempts: number): Promise<void> {
  const tries = async () => {
    const [row] = await app.database.query<{ tries: number }>(sql`
      select execution.attempts as tries from execution join run on run.id = execution.run_id
      where proposal_id = ${proposal.id} and retry_at is not null and run.status <> 'running'`);
    return row?.tries;
  };
  await expect.poll(tries, { timeout: 10_000 }).toBeGreaterThanOrEqual(attempts);
}

async function sitsOutItsHold({ runId }: ProposalView): Promise<void> {
  const waits = () =>
    app.database.query(sql`
    select from run where id = ${runId} and status = 'queued' and run_at > now() + interval '10 minutes'`);
  await expect.poll(waits, { timeout: 10_000 }).toHaveLength(1);
}

/** Sets the clock on for this execution, by what is written in its row. */
async function passTime({ id, runId }: ProposalView, seconds: number): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const ago = sql`make_interval(secs => ${seconds})`;
    await transaction.query(sql`
      update execution set retry_at = retry_at - ${ago}, dispatched_at = dispatched_at - ${ago},
        hold_until = hold_until - ${ago}, execute_by = execute_by - ${ago}
      where proposal_id = ${id}`);
    await transaction.query(sql`update tool_breaker set open_until = open_until - ${ago}`);
    await wakeRun(transaction, runId ?? '');
  });
}

describe('a sending that got no answer', () => {
  it('is repeated under the same key when the receiver knows keys', async () => {
    carrier.moods = ['lose', 'drop'];
    const proposal = await propose('send_keyed', 'a');
    await approve(app, ravi, proposal);
    for (const attempt of [1, 2]) {
      await tried(proposal, attempt);
      await passTime(proposal, 60);
    }
    expect(await settled(app, mia, proposal.runId ?? '')).toMatchObject({ status: 'succeeded' });
    expect(carrier.requests).toEqual(['keyed a', 'keyed a', 'keyed a']);
    expect(carrier.parcels).toHaveLength(1);
    expect((await again(proposal))?.execution).toMatchObject({ status: 'succeeded', output: { parcel: 'a' } });
  });

  it('is not repeated when the receiver may have forgotten the key', async () => {
    carrier.moods = ['lose'];
    const proposal = await propose('send_briefly_keyed', 'b');
    await approve(app, ravi, proposal);
    await settled(app, mia, proposal.runId ?? '');
    expect((await again(proposal))?.execution?.status).toBe('unknown');
    expect(carrier.requests).toEqual(['keyed b']);
  });

  it('gives way to a question when the receiver can be asked, and is not sent again', async () => {
    carrier.moods = ['lose'];
    const proposal = await propose('send_findable', 'c');
    await approve(app, ravi, proposal);
    await tried(proposal, 1);
    expect(carrier.requests).toEqual(['send c']);
    await passTime(proposal, 60);
    await settled(app, mia, proposal.runId ?? '');
    expect(carrier.requests).toEqual(['send c', 'find c']);
    expect((await again(proposal))?.execution).toMatchObject({ status: 'succeeded', output: { parcel: 'c' } });
  });

  it('is sent again when the receiver says that it never came, but not before it can say so', async () => {
    carrier.moods = ['drop', 'drop'];
    const proposal = await propose('send_findable', 'd');
    await approve(app, ravi, proposal);
    await tried(proposal, 1);
    await passTime(proposal, 60);
    // The question got no answer either.
    await tried(proposal, 2);
    await passTime(proposal, 60);
    await settled(app, mia, proposal.runId ?? '');
    expect(carrier.requests).toEqual(['send d', 'find d', 'find d', 'send d']);
    expect(carrier.parcels).toHaveLength(1);
    expect((await again(proposal))?.execution?.status).toBe('succeeded');
  });

  it('becomes a question to a person when there is nobody else to ask', async () => {
    carrier.moods = ['lose'];
    const proposal = await propose('send_blindly', 'e');
    await approve(app, ravi, proposal);
    const run = await settled(app, mia, proposal.runId ?? '');
    expect((await again(proposal))?.execution?.status).toBe('unknown');
    expect(run.toolCalls[0]?.error).toContain('not known whether');
    expect(carrier.requests).toEqual(['send e']);
  });

  it('becomes one as well after six attempts', async () => {
    carrier.moods = Array.from({ length: 6 }, () => 'drop' as const);
    const proposal = await propose('send_keyed', 'f');
    await approve(app, ravi, proposal);
    for (const attempt of [1, 2, 3, 4, 5, 6]) {
      await tried(proposal, attempt);
      await passTime(proposal, 60);
    }
    await settled(app, mia, proposal.runId ?? '');
    expect((await again(proposal))?.execution?.status).toBe('unknown');
    expect(carrier.requests).toHaveLength(6);
  });
});

describe('a tool whose system does not answer', () => {
  it('is left alone for a while; what is approved meanwhile waits and is sent once it answers', async () => {
    carrier.moods = Array.from({ length: 5 }, () => 'drop' as const);
    for (const parcel of ['1', '2', '3', '4', '5']) {
      const proposal = await propose('send_blindly', parcel);
      await approve(app, ravi, proposal);
      await settled(app, mia, proposal.runId ?? '');
    }
    const waiting = await propose('send_blindly', '6');
    await approve(app, ravi, waiting);
    await tried(waiting, 0);
    expect((await again(waiting))?.execution?.status).toBe('ready');
    expect(carrier.requests).toHaveLength(5);
    await passTime(waiting, 60);
    await settled(app, mia, waiting.runId ?? '');
    expect((await again(waiting))?.execution?.status).toBe('succeeded');
    expect(await app.database.query(sql`select tool from tool_breaker`)).toEqual([]);
  });
});

describe('a read', () => {
  const track = async () => {
    script = inTurn([use('track', { parcel: 'r' })], [say('Done.')]);
    const { runId } = await startRun(app, mia, { agent: 'parcels', message: 'Where is it?', route: 'auto' });
    return settled(app, mia, runId);
  };

  it('is tried again when nothing came back', async () => {
    carrier.parcels.push({ parcel: 'r', key: 'r' });
    carrier.moods = ['drop', 'drop', 'refuse'];
    const run = await track();
    expect(carrier.requests).toHaveLength(3);
    expect(run.toolCalls[0]).toMatchObject({ status: 'failed', error: 'Error: The carrier said no.' });
  });

  it('fails at once, and says so to the model, while its system is known not to answer', async () => {
    await app.database.query(sql`insert into tool_breaker values ('track', 5, now() + interval '1 minute')`);
    const run = await track();
    expect(run.toolCalls[0]?.error).toContain('track is not available right now');
    expect(carrier.requests).toEqual([]);
  });
});

describe('an approval', () => {
  it('that was not carried out in its time comes back to people', async () => {
    await withPolicy('send_blindly', { holdSeconds: 3600 }, async () => {
      const proposal = await propose('send_blindly', 'old');
      await approve(app, ravi, proposal);
      await sitsOutItsHold(proposal);
      await passTime(proposal, defaultPolicyBody.expiresIn + 7200);
      const successor = await latest(proposal.runId ?? '');
      expect(successor).toMatchObject({ supersedesId: proposal.id, status: 'pending' });
      expect(await again(proposal)).toMatchObject({ status: 'superseded' });
      expect(carrier.requests).toEqual([]);
    });
  });
});

describe('an effect that took place', () => {
  it('is not done again by itself, and the card says when it happened', async () => {
    await withPolicy('send_dear', { rules: [{ verdict: 'auto' }] }, async () => {
      const first = await propose('send_dear', 'twice');
      expect(first).toMatchObject({ status: 'approved', execution: { status: 'succeeded' } });
      const second = await propose('send_dear', 'twice');
      expect(second).toMatchObject({ status: 'pending', gatedBy: 'This very effect already took place once' });
      expect(second.sameEffect).toEqual({ proposalId: first.id, settledAt: first.execution?.settledAt });
      expect(carrier.parcels).toHaveLength(1);
    });
  });

  it('is not proposed again while it may still arrive, though a person says that it did not', async () => {
    carrier.moods = ['lose'];
    const first = await propose('send_dear', 'late');
    await approve(app, ravi, first);
    await settled(app, mia, first.runId ?? '');
    const executionId = (await again(first))?.execution?.id ?? '';
    await reconcileExecution(app, ravi, executionId, { happened: false, evidence: 'Nothing in their list.' });
    script = inTurn([use('send_dear', { parcel: 'late' })], [say('Done.')]);
    const { runId } = await startRun(app, mia, { agent: 'parcels', message: 'Send it.', route: 'auto' });
    const run = await settled(app, mia, runId);
    expect(run.toolCalls[0]).toMatchObject({ status: 'refused' });
    await app.database.query(
      sql`update execution set arrives_by = now() - interval '1 second' where id = ${executionId}`,
    );
    expect(await propose('send_dear', 'late')).toMatchObject({ status: 'pending' });
  });
});

describe('a write that failed', () => {
  it('is followed by its stand-in, which waits for people like any other and answers the same call', async () => {
    carrier.moods = ['refuse'];
    const first = await propose('send_dear', 'hard');
    await approve(app, ravi, first);
    const second = await latest(first.runId ?? '');
    expect(second).toMatchObject({ tool: 'send_blindly', status: 'pending', args: { parcel: 'hard' } });
    await approve(app, ravi, second);
    const run = await settled(app, mia, first.runId ?? '');
    expect(run).toMatchObject({
      status: 'succeeded',
      toolCalls: [{ status: 'succeeded', output: { parcel: 'hard' } }],
    });
    expect(JSON.stringify(models.requests.at(-1)?.messages.at(-1))).toContain('send_blindly was proposed in its place');
  });
});

async function withPolicy(tool: string, change: Partial<PolicyBody>, work: () => Promise<void>): Promise<void> {
  const save = async (body: PolicyBody) => {
    const [{ version } = { version: 0 }] = await app.database.query<{ version: number }>(
      sql`select max(version) as version from policy_version where tool = ${tool} having max(version) is not null`,
    );
    await savePolicy(app, ada, tool, version, { ...body, reason: 'For this test.' });
  };
  await save({ ...defaultPolicyBody, ...change });
  await work();
  await save(defaultPolicyBody);
}
