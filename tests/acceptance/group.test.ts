import { beforeAll, describe, expect, it } from 'vitest';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { CountersignError } from '@/lib/domain/errors';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { approve, proposalsOf, settled } from '../fixtures/engine';
import { setPolicy, startCaseEngine, type CaseEngine } from '../fixtures/retail-engine';
import { changeOrder, loadSmallStore, newStreet, readOrder } from '../fixtures/small-store';
import { toolResultsIn } from '../fixtures/tool-results';
import { createPerson } from '../support/people';

let engine: CaseEngine;
let orders = 0;

const orderIds = Array.from({ length: 20 }, (_, index) => `#W${index}`);

beforeAll(async () => {
  engine = await startCaseEngine();
  await loadSmallStore(engine.app.database, orderIds);
});

const addressUse = (order_id: string) => ({
  id: 'address',
  name: 'modify_pending_order_address',
  input: { order_id, ...newStreet },
});
const paymentUse = (order_id: string, payment_method_id = 'credit_card_2') => {
  return { id: 'payment', name: 'modify_pending_order_payment', input: { order_id, payment_method_id } };
};
const cancelUse = (order_id: string) => {
  return { id: 'cancel', name: 'cancel_pending_order', input: { order_id, reason: 'no longer needed' } };
};

/** A run that proposes these writes on an order of its own in one turn, once they wait. */
async function propose(...uses: ((orderId: string) => { id: string; name: string; input: object })[]) {
  const orderId = orderIds[orders++] ?? '';
  engine.cases.set(orderId, [{ toolUses: uses.map((use) => use(orderId)) }]);
  const runId = await engine.ask(orderId);
  expect((await settled(engine.app, engine.requester, runId)).status).toBe('awaiting');
  const proposals = await proposalsOf(engine.app, engine.reviewer, runId);
  expect(proposals).toHaveLength(uses.length);
  return { orderId, runId, proposals };
}

const order = (orderId: string) => readOrder(engine.app.database, orderId);
const again = (proposal: ProposalView) => getProposal(engine.app, engine.reviewer, proposal.id);
const run = (runId: string) => settled(engine.app, engine.requester, runId);
const changesOf = (proposal: ProposalView) =>
  proposal.preview.changes.map(({ path, before, after }) => ({
    path: path.split('/').slice(3).join('/'),
    before,
    after,
  }));

function nth(proposals: readonly ProposalView[], index: number): ProposalView {
  const proposal = proposals[index];
  if (!proposal) throw new Error(`There is no proposal ${index}.`);
  return proposal;
}

const reject = ({ id, version, viewHash }: ProposalView) =>
  decideProposal(engine.app, engine.reviewer, id, { verdict: 'reject', version, viewHash, reason: 'Not this.' });

async function refusalOf(work: Promise<unknown>): Promise<CountersignError & { body: { proposal: ProposalView } }> {
  return work.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error as CountersignError & { body: { proposal: ProposalView } },
  );
}

/** Every permutation of three. */
const approvalOrders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

describe('three writes on one record in one turn', () => {
  it('is one group whose previews are chained', async () => {
    const { orderId, runId, proposals } = await propose(addressUse, paymentUse, cancelUse);
    const [address, payment, cancel] = [nth(proposals, 0), nth(proposals, 1), nth(proposals, 2)];
    expect(new Set(proposals.map(({ groupId }) => groupId)).size).toBe(1);
    expect(proposals.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(changesOf(address)).toContainEqual({
      path: 'address/address1',
      before: '1 Old Street',
      after: '2 New Street',
    });
    expect(payment.preview.before).toMatchObject({ orders: { [orderId]: { address: newStreet } } });
    expect(changesOf(payment).map(({ path }) => path)).toEqual(['payment_history/1', 'payment_history/2']);
    expect(cancel.preview.before).toMatchObject({ orders: { [orderId]: { address: newStreet } } });
    expect(changesOf(cancel)).toContainEqual({ path: 'status', before: 'pending', after: 'cancelled' });
    const inbox = await listInbox(engine.app, engine.reviewer, { runId, limit: 50 });
    expect(inbox.items.map(({ groupId }) => groupId)).toEqual(proposals.map(({ groupId }) => groupId));
  });

  it.each(approvalOrders)('runs in call order when approved %i, %i, %i; a sibling is no drift', async (...sequence) => {
    const { orderId, runId, proposals } = await propose(addressUse, paymentUse, cancelUse);
    for (const index of sequence) {
      await approve(engine.app, engine.reviewer, nth(proposals, index));
      await run(runId);
    }
    const done = await run(runId);
    expect(done.status).toBe('succeeded');
    expect(done.toolCalls.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    const events = await listRunEvents(engine.app, engine.requester, runId, 0);
    const executed = events.filter(({ type }) => type === 'execution.finished').map(({ data }) => data);
    expect(executed).toMatchObject(proposals.map(({ id }) => ({ proposalId: id, status: 'succeeded' })));
    expect(nth(proposals, 2).preview.after).toEqual({ orders: { [orderId]: await order(orderId) } });
    const last = engine.cases.requestsOf(orderId).at(-1);
    expect([...toolResultsIn(last).keys()]).toEqual(['address', 'payment', 'cancel']);
  });

  it('leaves out a write that the earlier ones make impossible', async () => {
    const orderId = orderIds[orders++] ?? '';
    engine.cases.set(orderId, [{ toolUses: [cancelUse(orderId), addressUse(orderId)] }]);
    const runId = await engine.ask(orderId);
    const waiting = await run(runId);
    expect(waiting.toolCalls.map(({ status }) => status)).toEqual(['awaiting', 'refused']);
    await approve(engine.app, engine.reviewer, nth(await proposalsOf(engine.app, engine.reviewer, runId), 0));
    expect((await run(runId)).status).toBe('succeeded');
    expect(toolResultsIn(engine.cases.requestsOf(orderId).at(-1)).get('address')).toMatchObject({ isError: true });
  });
});

describe('a rejected or edited sibling', () => {
  it('in the middle redraws the later one, whose earlier approval counts no more', async () => {
    const { orderId, runId, proposals } = await propose(addressUse, paymentUse, cancelUse);
    const cancel = nth(proposals, 2);
    await reject(nth(proposals, 1));
    const redrawn = await again(cancel);
    expect(redrawn).toMatchObject({ version: 2, status: 'pending' });
    expect(redrawn.viewHash).not.toBe(cancel.viewHash);
    expect((await again(nth(proposals, 0))).version).toBe(1);
    expect(changesOf(redrawn).map(({ path }) => path)).toContain('payment_history/1');
    const refused = await refusalOf(approve(engine.app, engine.reviewer, cancel));
    expect(refused).toMatchObject({ code: 'stale_version', status: 409, body: { proposal: { version: 2 } } });
    await approve(engine.app, engine.reviewer, redrawn);
    await approve(engine.app, engine.reviewer, nth(proposals, 0));
    expect((await run(runId)).toolCalls.map(({ status }) => status)).toEqual(['succeeded', 'rejected', 'succeeded']);
    expect(await order(orderId)).toMatchObject({
      status: 'cancelled',
      address: newStreet,
      payment_history: [{ payment_method_id: 'credit_card_1' }, { transaction_type: 'refund' }],
    });
    const results = toolResultsIn(engine.cases.requestsOf(orderId).at(-1));
    expect(results.get('payment')?.content).toContain('Not this.');
    expect(results.get('address')?.isError).toBe(false);
  });

  it('that a later approved write stood on brings that one back to people, changed', async () => {
    const { orderId, runId, proposals } = await propose(addressUse, cancelUse);
    await approve(engine.app, engine.reviewer, nth(proposals, 1));
    await reject(nth(proposals, 0));
    const waiting = await run(runId);
    expect(waiting.status).toBe('awaiting');
    expect(await order(orderId)).toMatchObject({ status: 'pending' });
    const successor = (await proposalsOf(engine.app, engine.reviewer, runId)).find(
      ({ status }) => status === 'pending',
    );
    expect(successor).toMatchObject({ supersedesId: nth(proposals, 1).id });
    if (successor) await approve(engine.app, engine.reviewer, successor);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await order(orderId)).toMatchObject({ status: 'cancelled', address: { address1: '1 Old Street' } });
  });

  it('first redraws the later one after an edit, and what was edited is what runs', async () => {
    const { orderId, runId, proposals } = await propose(addressUse, cancelUse);
    const { id, version, viewHash } = nth(proposals, 0);
    const args = { order_id: orderId, ...newStreet, address1: '3 Edited Street' };
    await decideProposal(engine.app, engine.reviewer, id, { verdict: 'edit', version, viewHash, args });
    expect(await again(nth(proposals, 0))).toMatchObject({ version: 2, status: 'approved', args });
    const redrawn = await again(nth(proposals, 1));
    expect(redrawn).toMatchObject({ version: 2, status: 'pending' });
    expect(redrawn.preview.before).toMatchObject({
      orders: { [orderId]: { address: { address1: '3 Edited Street' } } },
    });
    await approve(engine.app, engine.reviewer, redrawn);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await order(orderId)).toMatchObject({ status: 'cancelled', address: { address1: '3 Edited Street' } });
    const request = JSON.stringify(engine.cases.requestsOf(orderId).at(-1)?.messages);
    expect(request).toContain('the reviewer ran');
  });
});

describe('a change from outside', () => {
  it('before the decision is a 409 with the current proposal, and nothing runs', async () => {
    const { orderId, runId, proposals } = await propose(cancelUse);
    await changeOrder(engine.app.database, orderId, 'note', 'VIP');
    const refused = await refusalOf(approve(engine.app, engine.reviewer, nth(proposals, 0)));
    expect(refused).toMatchObject({ code: 'changed_since', status: 409 });
    expect(refused.body.proposal).toMatchObject({ version: 2, status: 'pending' });
    expect(refused.body.proposal.preview.before).toMatchObject({ orders: { [orderId]: { note: 'VIP' } } });
    expect((await run(runId)).status).toBe('awaiting');
    expect(await order(orderId)).toMatchObject({ status: 'pending', note: 'VIP' });
    await approve(engine.app, engine.reviewer, refused.body.proposal);
    expect((await run(runId)).status).toBe('succeeded');
    expect(await order(orderId)).toMatchObject({ status: 'cancelled', note: 'VIP' });
  });

  it('between approval and dispatch supersedes, with a successor in the inbox', async () => {
    await setPolicy(engine, 'cancel_pending_order', { holdSeconds: 2 });
    const { orderId, runId, proposals } = await propose(cancelUse);
    const approved = nth(proposals, 0);
    await approve(engine.app, engine.reviewer, approved);
    await changeOrder(engine.app.database, orderId, 'note', 'VIP');
    await expect.poll(async () => (await again(approved)).status, { timeout: 15_000 }).toBe('superseded');
    expect((await run(runId)).status).toBe('awaiting');
    expect(await order(orderId)).toMatchObject({ status: 'pending' });
    const { items } = await listInbox(engine.app, engine.reviewer, { runId, limit: 10 });
    expect(items).toHaveLength(1);
    const successor = await getProposal(engine.app, engine.reviewer, items[0]?.id ?? '');
    expect(successor).toMatchObject({ status: 'pending', supersedesId: approved.id });
    expect(successor.preview.before).toMatchObject({ orders: { [orderId]: { note: 'VIP' } } });
    expect((await again(approved)).supersededById).toBe(successor.id);
    await approve(engine.app, engine.reviewer, successor);
    await expect.poll(async () => (await run(runId)).status, { timeout: 15_000 }).toBe('succeeded');
    expect(await order(orderId)).toMatchObject({ status: 'cancelled', note: 'VIP' });
    const finished = (await listRunEvents(engine.app, engine.requester, runId, 0)).filter(
      ({ type }) => type === 'execution.finished',
    );
    expect(finished.map(({ data }) => data)).toMatchObject([{ proposalId: successor.id, status: 'succeeded' }]);
  });
});

describe('many decisions at once', () => {
  it('are one approval, nineteen 409s and one execution', async () => {
    const { runId, proposals } = await propose(addressUse);
    const others = await Promise.all(Array.from({ length: 4 }, () => createPerson(engine.app, 'reviewer')));
    const reviewers = [engine.reviewer, ...others];
    const clicks = Array.from({ length: 4 }, () => reviewers).flat();
    const outcomes = await Promise.allSettled(
      clicks.map((reviewer) => approve(engine.app, reviewer, nth(proposals, 0))),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(19);
    for (const refusal of refused) expect(refusal).toMatchObject({ status: 409, code: 'already_decided' });
    expect((await run(runId)).status).toBe('succeeded');
    const events = await listRunEvents(engine.app, engine.requester, runId, 0);
    expect(events.filter(({ type }) => type === 'execution.finished')).toHaveLength(1);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });
});
