import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { sql } from '@/lib/domain/sql';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { previewEdit } from '@/lib/services/proposals/preview-edit';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { approve, proposalsOf, settled } from '../fixtures/engine';
import { setPolicy, startCaseEngine, type CaseEngine } from '../fixtures/retail-engine';
import { changeOrder, loadSmallStore, newStreet, readOrder } from '../fixtures/small-store';
import { textsIn, toolResultsIn } from '../fixtures/tool-results';
import { createPerson, type TestPerson } from '../support/people';

const TOOL = 'modify_pending_order_address';

let engine: CaseEngine;
let second: TestPerson;
let orders = 0;
const orderIds = Array.from({ length: 40 }, (_, index) => `#W${index}`);

beforeAll(async () => {
  engine = await startCaseEngine();
  second = await createPerson(engine.app, 'reviewer');
  await loadSmallStore(engine.app.database, orderIds);
});

beforeEach(async () => {
  await engine.limit({});
  await setPolicy(engine, TOOL, {});
});

const move = (order_id: string, address1 = '2 New Street') => ({
  id: 'move',
  name: TOOL,
  input: { order_id, ...newStreet, address1 },
});

const cancel = (order_id: string) => {
  return { id: 'cancel', name: 'cancel_pending_order', input: { order_id, reason: 'no longer needed' } };
};

/** A run with an order of its own, whose move waits. */
async function propose() {
  const orderId = orderIds[orders++] ?? '';
  engine.cases.set(orderId, [{ toolUses: [move(orderId)] }]);
  const runId = await engine.ask(orderId);
  await settled(engine.app, engine.requester, runId);
  const [proposal] = await proposalsOf(engine.app, engine.reviewer, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  return { orderId, runId, proposal, args: { order_id: orderId, ...newStreet } };
}

const again = ({ id }: ProposalView) => getProposal(engine.app, engine.reviewer, id);
const run = (runId: string) => settled(engine.app, engine.requester, runId);
const street = async (orderId: string) => (await readOrder(engine.app.database, orderId)).address;
const resultOf = (orderId: string) => toolResultsIn(engine.cases.requestsOf(orderId).at(-1)).get('move');

function edit(
  { id, version, viewHash }: ProposalView,
  args: ProposalView['args'],
  by = engine.reviewer,
  editedViewHash?: string,
) {
  const input = { verdict: 'edit' as const, version, viewHash, args };
  return decideProposal(engine.app, by, id, editedViewHash === undefined ? input : { ...input, editedViewHash });
}

describe('a write that needs two people', () => {
  beforeEach(() => setPolicy(engine, TOOL, { rules: [{ verdict: 'require_approval', approvals: 2 }] }));

  it('waits unchanged after the first, and one person does not count twice', async () => {
    const { orderId, runId, proposal } = await propose();
    await approve(engine.app, engine.reviewer, proposal);
    const { version, viewHash } = proposal;
    expect(await again(proposal)).toMatchObject({ status: 'pending', version, viewHash, givenApprovals: 1 });
    await expect(approve(engine.app, engine.reviewer, proposal)).rejects.toMatchObject({ status: 409 });
    expect((await run(runId)).status).toBe('awaiting');
    await approve(engine.app, second, proposal);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await street(orderId)).toMatchObject(newStreet);
  });

  it('forgets the first approval when the record changes', async () => {
    const { orderId, runId, proposal } = await propose();
    await approve(engine.app, engine.reviewer, proposal);
    await changeOrder(engine.app.database, orderId, 'note', 'VIP');
    await expect(approve(engine.app, second, proposal)).rejects.toMatchObject({ code: 'changed_since' });
    const changed = await again(proposal);
    expect(changed).toMatchObject({ status: 'pending', version: 2, givenApprovals: 0 });
    await approve(engine.app, second, changed);
    expect((await run(runId)).status).toBe('awaiting');
    await approve(engine.app, engine.reviewer, changed);
    expect((await run(runId)).status).toBe('succeeded');
  });

  it('keeps an edit waiting for a second person', async () => {
    const { orderId, runId, proposal, args } = await propose();
    await edit(proposal, { ...args, address1: '5 Edited Street' });
    const edited = await again(proposal);
    expect(edited).toMatchObject({ status: 'pending', version: 2, givenApprovals: 1 });
    await approve(engine.app, second, edited);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await street(orderId)).toMatchObject({ address1: '5 Edited Street' });
    expect(textsIn(engine.cases.requestsOf(orderId).at(-1)).join('\n')).toContain('5 Edited Street');
  });

  it('is not loosened by an edit that a looser rule would match', async () => {
    const strictForNew = [
      { when: "args.address1 == '2 New Street'", verdict: 'require_approval' as const, approvals: 2 },
    ];
    await setPolicy(engine, TOOL, { rules: [...strictForNew, { verdict: 'auto' }] });
    const { proposal, args } = await propose();
    await edit(proposal, { ...args, address1: '6 Loose Street' });
    expect(await again(proposal)).toMatchObject({ status: 'pending', version: 2, requiredApprovals: 2 });
  });
});

describe('an edit', () => {
  it('is previewed without being stored, and its view hash binds it', async () => {
    const { orderId, runId, proposal, args } = await propose();
    const edited = { ...args, address1: '7 Seen Street' };
    const { viewHash, preview } = await previewEdit(engine.app, engine.reviewer, proposal.id, { args: edited });
    expect(preview.after).toMatchObject({ orders: { [orderId]: { address: { address1: '7 Seen Street' } } } });
    expect((await again(proposal)).version).toBe(1);
    const unseen = edit(proposal, { ...args, address1: '8 Unseen Street' }, engine.reviewer, viewHash);
    await expect(unseen).rejects.toMatchObject({ status: 409 });
    await edit(proposal, edited, engine.reviewer, viewHash);
    await run(runId);
    expect(await street(orderId)).toMatchObject({ address1: '7 Seen Street' });
  });

  it('that breaks schema, rules or policy is refused at its field', async () => {
    const { orderId, proposal, args } = await propose();
    await setPolicy(engine, TOOL, { rules: [{ when: "args.city == 'Paris'", verdict: 'deny' }] });
    const { zip: _zip, ...incomplete } = args;
    const attempts: [ProposalView['args'], string, string][] = [
      [incomplete, 'invalid_fields', '/args/zip'],
      [{ ...args, surprise: true }, 'invalid_fields', '/args/surprise'],
      [{ ...args, zip: 7 }, 'invalid_fields', '/args/zip'],
      [{ ...args, order_id: '#W404' }, 'invalid_fields', '/args/order_id'],
    ];
    for (const [wrong, code, pointer] of attempts) {
      const refused = { status: 422, code, errors: [expect.objectContaining({ pointer })] as unknown };
      await expect(edit(proposal, wrong)).rejects.toMatchObject(refused);
    }
    await expect(edit(proposal, { ...args, city: 'Paris' })).rejects.toMatchObject({
      status: 422,
      code: 'denied_by_policy',
    });
    expect(await again(proposal)).toMatchObject({ status: 'pending', version: 1 });
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
  });

  it('may move to another record, which is checked and shown anew', async () => {
    const { orderId, runId, proposal, args } = await propose();
    const other = orderIds[orders++] ?? '';
    await edit(proposal, { ...args, order_id: other });
    expect((await run(runId)).status).toBe('succeeded');
    expect((await again(proposal)).preview.before).toHaveProperty(['orders', other]);
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
    expect(await street(other)).toMatchObject(newStreet);
  });
});

describe('policy', () => {
  it('lets a call run by itself, which never enters the inbox', async () => {
    await setPolicy(engine, TOOL, { rules: [{ when: "args.zip == '78702'", verdict: 'auto' }] });
    const orderId = orderIds[orders++] ?? '';
    engine.cases.set(orderId, [{ toolUses: [move(orderId)] }]);
    const runId = await engine.ask(orderId);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await street(orderId)).toMatchObject(newStreet);
    const [proposal] = await proposalsOf(engine.app, engine.reviewer, runId);
    expect(proposal).toMatchObject({ status: 'approved', requiredApprovals: 0, decisions: [] });
    expect(proposal?.settledBy).toMatch(/^policy@\d+$/);
    const items = await engine.app.database.query(sql`select 1 from inbox_item where run_id = ${runId}`);
    expect(items).toEqual([]);
  });

  it('that became stricter after the approval sends the write back to people', async () => {
    await setPolicy(engine, TOOL, { holdSeconds: 2 });
    const { orderId, runId, proposal } = await propose();
    await approve(engine.app, engine.reviewer, proposal);
    await setPolicy(engine, TOOL, { rules: [{ verdict: 'require_approval', approvals: 2 }] });
    await expect.poll(async () => (await again(proposal)).status, { timeout: 15_000 }).toBe('superseded');
    const successor = (await proposalsOf(engine.app, engine.reviewer, runId)).find(
      ({ status }) => status === 'pending',
    );
    expect(successor).toMatchObject({ supersedesId: proposal.id, requiredApprovals: 2 });
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
  });

  it('that forbids the write after the approval stops it, and the model is told', async () => {
    await setPolicy(engine, TOOL, { holdSeconds: 2 });
    const { orderId, runId, proposal } = await propose();
    await approve(engine.app, engine.reviewer, proposal);
    await setPolicy(engine, TOOL, { enabled: false });
    await expect.poll(async () => (await run(runId)).status, { timeout: 15_000 }).toBe('succeeded');
    expect((await again(proposal)).status).toBe('superseded');
    expect(resultOf(orderId)).toMatchObject({ isError: true });
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
  });

  it('that forbids one write of a turn does not put it under the next one', async () => {
    await setPolicy(engine, 'cancel_pending_order', { enabled: false });
    const orderId = orderIds[orders++] ?? '';
    engine.cases.set(orderId, [{ toolUses: [cancel(orderId), move(orderId)] }]);
    const waiting = await run(await engine.ask(orderId));
    await setPolicy(engine, 'cancel_pending_order', {});
    expect(waiting.toolCalls.map(({ status }) => status)).toEqual(['refused', 'awaiting']);
    expect(waiting.toolCalls[0]?.error).toContain('switched off');
  });

  it('names who may approve what an edit makes of a write, its editor too', async () => {
    const forBoss = [
      { when: "args.city == 'Paris'", verdict: 'require_approval' as const, approvers: ['boss@example.com'] },
    ];
    await setPolicy(engine, TOOL, { rules: forBoss });
    const { orderId, runId, proposal, args } = await propose();
    await expect(edit(proposal, { ...args, city: 'Paris' })).rejects.toMatchObject({
      status: 403,
      code: 'not_entitled',
    });
    expect((await run(runId)).status).toBe('awaiting');
    expect(await street(orderId)).toMatchObject({ city: 'Austin', address1: '1 Old Street' });
  });

  it('that became looser releases nothing that waits', async () => {
    const { runId, proposal } = await propose();
    await setPolicy(engine, TOOL, { rules: [{ verdict: 'auto' }] });
    expect((await run(runId)).status).toBe('awaiting');
    await approve(engine.app, engine.reviewer, proposal);
    expect((await run(runId)).status).toBe('succeeded');
  });
});

describe('a proposal that nobody answers', () => {
  it('expires by the database’s clock, nothing runs, and the model is told', async () => {
    const { orderId, runId, proposal } = await propose();
    await engine.app.database.query(
      sql`update proposal set expires_at = now() - interval '1 second' where id = ${proposal.id}`,
    );
    await expect.poll(async () => (await run(runId)).status, { timeout: 10_000 }).toBe('succeeded');
    expect((await again(proposal)).status).toBe('expired');
    expect(resultOf(orderId)).toMatchObject({ isError: true });
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
    await expect(approve(engine.app, engine.reviewer, proposal)).rejects.toMatchObject({ status: 409 });
  });

  it('goes with its run when that is cancelled, held approvals too', async () => {
    await setPolicy(engine, TOOL, { holdSeconds: 600 });
    const { orderId, runId, proposal } = await propose();
    await approve(engine.app, engine.reviewer, proposal);
    await cancelRun(engine.app, engine.requester, runId);
    expect(await again(proposal)).toMatchObject({ status: 'revoked', execution: { status: 'aborted' } });
    const events = await listRunEvents(engine.app, engine.requester, runId, 0);
    expect(events.filter(({ type }) => type === 'execution.finished')).toEqual([]);
    expect(await street(orderId)).toMatchObject({ address1: '1 Old Street' });
  });
});

describe('waiting', () => {
  it('for people is no active time', async () => {
    await engine.limit({ maxActiveSeconds: 1 });
    const { runId, proposal } = await propose();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await approve(engine.app, engine.reviewer, proposal);
    expect((await run(runId)).status).toBe('succeeded');
  });

  it('proposals have a limit, past which the model is told to wait', async () => {
    await engine.limit({ maxPendingPerRun: 2 });
    const orderId = orderIds[orders++] ?? '';
    const toolUses = ['1', '2', '3'].map((number) => ({ ...move(orderId, `${number} Street`), id: number }));
    engine.cases.set(orderId, [{ toolUses }]);
    const waiting = await run(await engine.ask(orderId));
    expect(waiting.toolCalls.map(({ status }) => status)).toEqual(['awaiting', 'awaiting', 'refused']);
    expect(waiting.toolCalls[2]?.error).toContain('2 proposals');
  });
});

describe('a second message while a write waits', () => {
  it('starts a run that knows of it; both end by themselves', async () => {
    const { orderId, runId, proposal } = await propose();
    const first = await run(runId);
    const next = `second ${orderId}`;
    engine.cases.set(next, [{ text: 'It still waits for approval.' }]);
    const answered = await run(await engine.ask(next, first.conversationId));
    expect(answered).toMatchObject({ status: 'succeeded', reply: 'It still waits for approval.' });
    const request = engine.cases.requestsOf(next)[0];
    expect(textsIn(request).join('\n')).toContain('it has not run');
    expect(toolResultsIn(request).size).toBe(0);
    expect((await run(runId)).status).toBe('awaiting');
    await approve(engine.app, engine.reviewer, proposal);
    expect((await run(runId)).status).toBe('succeeded');
    const third = `third ${orderId}`;
    engine.cases.set(third, [{ text: 'It is done.' }]);
    expect((await run(await engine.ask(third, first.conversationId))).reply).toBe('It is done.');
    expect(toolResultsIn(engine.cases.requestsOf(third)[0]).get('move')).toMatchObject({ isError: false });
  });
});

describe('an effect that is proposed already', () => {
  const proposeCancel = async (orderId: string, caseId: string) => {
    engine.cases.set(caseId, [{ toolUses: [cancel(orderId)] }]);
    return run(await engine.ask(caseId));
  };

  it('is not proposed a second time while the first waits', async () => {
    const orderId = orderIds[orders++] ?? '';
    const first = await proposeCancel(orderId, `first cancel ${orderId}`);
    const second = await proposeCancel(orderId, `second cancel ${orderId}`);
    expect([first.status, second.status]).toEqual(['awaiting', 'succeeded']);
    expect(second.toolCalls[0]).toMatchObject({ status: 'refused' });
    expect(second.toolCalls[0]?.error).toContain('already proposed');
    await cancelRun(engine.app, engine.requester, first.id);
    expect((await proposeCancel(orderId, `third cancel ${orderId}`)).status).toBe('awaiting');
  });

  it('is proposed by one of many runs that ask at the same time', async () => {
    const orderId = orderIds[orders++] ?? '';
    const names = Array.from({ length: 6 }, (_, index) => `cancel ${orderId} at once ${index}`);
    const runs = await Promise.all(names.map((name) => proposeCancel(orderId, name)));
    expect(runs.filter(({ status }) => status === 'awaiting')).toHaveLength(1);
    expect(runs.filter(({ status }) => status === 'succeeded')).toHaveLength(5);
  });
});
