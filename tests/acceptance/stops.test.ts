import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '@/lib/api/contract/run';
import type { EscalationReason } from '@/lib/domain/run';
import { getConversation } from '@/lib/services/conversations/get-conversation';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { approve, proposalsOf, settled } from '../fixtures/engine';
import { startCaseEngine, type CaseEngine } from '../fixtures/retail-engine';
import { caseMessage, type ScriptedMoment } from '../fixtures/scripted-cases';
import { loadSmallStore, newStreet, readOrder } from '../fixtures/small-store';
import { textsIn, toolResultsIn } from '../fixtures/tool-results';

let engine: CaseEngine;
let cases = 0;

beforeAll(async () => {
  engine = await startCaseEngine();
  await loadSmallStore(engine.app.database, ['#W1', '#W2', '#W3']);
});

beforeEach(() => engine.limit({}));

const lookUp = (order_id: string) => ({ name: 'get_order_details', input: { order_id } });
const moveTo = (address1: string) => {
  return { name: 'modify_pending_order_address', input: { order_id: '#W1', ...newStreet, address1 } };
};

/** Plays these moments in a run of their own until it stands still. */
async function play(...moments: ScriptedMoment[]): Promise<{ caseId: string; run: RunView }> {
  const caseId = `stop-${(cases += 1)}`;
  engine.cases.set(caseId, moments);
  return { caseId, run: await settled(engine.app, engine.requester, await engine.ask(caseId)) };
}

const requestsOf = (caseId: string) => engine.cases.requestsOf(caseId);
const open = (runId: string) => listInbox(engine.app, engine.reviewer, { runId, status: 'pending', limit: 50 });
const pendingOf = async (runId: string) =>
  (await proposalsOf(engine.app, engine.reviewer, runId)).filter(({ status }) => status === 'pending');

/** What every stop leaves behind: its reason, one inbox item, and words for the customer. */
async function expectTakenOver(run: RunView, reason: EscalationReason): Promise<void> {
  expect(run).toMatchObject({ status: 'escalated', reason });
  expect(run.reply).toMatch(/^[A-Z].*colleague.*\.$/);
  expect(run.reply).not.toMatch(/_|\$|\d|error|limit|step_cap/i);
  const { items } = await open(run.id);
  expect(items).toMatchObject([{ id: run.id, kind: 'escalation', reason, conversationId: run.conversationId }]);
  expect(items[0]?.title).not.toBe('');
  const { messages } = await getConversation(engine.app, engine.requester, run.conversationId);
  expect(messages.at(-1)).toMatchObject({ role: 'agent', text: run.reply, runId: run.id });
  const events = await listRunEvents(engine.app, engine.requester, run.id, 0);
  expect(events.at(-1)).toMatchObject({ type: 'run.finished', data: { status: 'escalated', reason } });
}

describe('a run that', () => {
  it('loops is warned at the second identical call and stopped at the third', async () => {
    const turn = { toolUses: [lookUp('#W1')] };
    const { caseId, run } = await play(turn, turn, turn, turn);
    await expectTakenOver(run, 'repeated_call');
    const warnings = requestsOf(caseId).map((request) => textsIn(request).filter((text) => text.includes('Warning')));
    expect(warnings.map((texts) => texts.length)).toEqual([0, 0, 1]);
    expect(run.toolCalls.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'refused']);
  });

  it('loops within one turn is stopped there', async () => {
    const { caseId, run } = await play({ toolUses: [lookUp('#W1'), lookUp('#W1'), lookUp('#W1')] });
    await expectTakenOver(run, 'repeated_call');
    expect(run.toolCalls[2]?.status).toBe('refused');
    expect(requestsOf(caseId)).toHaveLength(1);
  });

  it('overspends is stopped before its next call', async () => {
    const usage = { inputTokens: 1000, outputTokens: 100_000 };
    const { caseId, run } = await play({ toolUses: [lookUp('#W1')], usage });
    await expectTakenOver(run, 'cost_cap');
    expect(run.usage.costUsd).toBeGreaterThan(0.5);
    expect(requestsOf(caseId)).toHaveLength(1);
  });

  it('would overspend with its first call makes none', async () => {
    await engine.limit({ maxCostUsd: 0.0001 });
    const { caseId, run } = await play({ text: 'Never said.' });
    await expectTakenOver(run, 'cost_cap');
    expect(requestsOf(caseId)).toHaveLength(0);
    expect(run.usage.costUsd).toBe(0);
  });

  it('gets nowhere is stopped after three such steps', async () => {
    const { caseId, run } = await play(...['#W7', '#W8', '#W9', '#W10'].map((id) => ({ toolUses: [lookUp(id)] })));
    await expectTakenOver(run, 'no_progress');
    expect(requestsOf(caseId)).toHaveLength(3);
    expect([...toolResultsIn(requestsOf(caseId).at(-1)).values()]).toMatchObject([
      { isError: true },
      { isError: true },
    ]);
  });

  it('takes too many steps is stopped at its cap', async () => {
    await engine.limit({ maxSteps: 2 });
    const { caseId, run } = await play(...['#W1', '#W2', '#W3'].map((id) => ({ toolUses: [lookUp(id)] })));
    await expectTakenOver(run, 'step_cap');
    expect(requestsOf(caseId)).toHaveLength(2);
  });

  it('takes too long is stopped in mid-stream', async () => {
    await engine.limit({ maxActiveSeconds: 1 });
    const { run } = await play({ text: 'A slow word after another. '.repeat(20), delayPerDeltaMs: 250 });
    await expectTakenOver(run, 'wall_clock');
    expect(run.steps).toHaveLength(0);
  });

  it('finds no model is handed over after four attempts', async () => {
    const overloaded = { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } } };
    const { caseId, run } = await play(overloaded);
    await expectTakenOver(run, 'model_unavailable');
    expect(requestsOf(caseId)).toHaveLength(4);
    expect(run.toolCalls).toEqual([]);
  });

  it('is refused by the model provider is handed over at once', async () => {
    const { caseId, run } = await play({ status: 401 });
    await expectTakenOver(run, 'model_unavailable');
    expect(requestsOf(caseId)).toHaveLength(1);
  });

  it('asks for a person gets one, with what the agent told', async () => {
    const summary = 'Ana wants to speak to a person about her lamp.';
    const { run } = await play({ toolUses: [{ name: 'transfer_to_human_agents', input: { summary } }] });
    await expectTakenOver(run, 'asked_for_human');
    expect(run.reasonDetail).toBe(summary);
    expect((await open(run.id)).items[0]?.title).toBe(summary);
  });

  it('is declined by the model is handed over', async () => {
    const { run } = await play({ text: 'I can’t help with that.', stopReason: 'refusal' });
    await expectTakenOver(run, 'policy_denied');
  });

  it('is rejected three times is handed over; an answer in place of a decision is no rejection', async () => {
    await engine.limit({ maxStepsWithoutProgress: 10 });
    const streets = ['1 A Street', '2 B Street', '3 C Street', '4 D Street', '5 E Street'];
    const { run } = await play(...streets.map((street) => ({ toolUses: [moveTo(street)] })));
    for (const verdict of ['reject', 'respond', 'reject', 'reject'] as const) {
      const [proposal] = await pendingOf(run.id);
      const { id = '', version = 0, viewHash = '' } = proposal ?? {};
      const words = verdict === 'reject' ? { reason: 'Wrong street.' } : { message: 'Ask for the flat.' };
      await decideProposal(engine.app, engine.reviewer, id, { verdict, version, viewHash, ...words });
      await settled(engine.app, engine.requester, run.id);
    }
    const stopped = await settled(engine.app, engine.requester, run.id);
    await expectTakenOver(stopped, 'rejected_too_often');
    expect(stopped.toolCalls.map(({ status }) => status)).toEqual(['rejected', 'responded', 'rejected', 'rejected']);
    expect(await readOrder(engine.app.database, '#W1')).toMatchObject({ address: { address1: '1 Old Street' } });
  });
});

describe('a run that stops while a write of the same turn waits', () => {
  it('leaves nothing to decide that could never run', async () => {
    await engine.limit({ maxSteps: 1 });
    const { run } = await play({ toolUses: [lookUp('#W2'), moveTo('9 Last Street')] });
    await expectTakenOver(run, 'step_cap');
    const [proposal] = await proposalsOf(engine.app, engine.reviewer, run.id);
    expect(proposal).toMatchObject({ status: 'cancelled', allowedDecisions: [] });
    expect(run.toolCalls.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    if (proposal) await expect(approve(engine.app, engine.reviewer, proposal)).rejects.toMatchObject({ status: 409 });
    const events = await listRunEvents(engine.app, engine.requester, run.id, 0);
    expect(events).toContainEqual(expect.objectContaining({ type: 'proposal.decided' }));
  });
});

describe('a turn of the model that', () => {
  it('is cut off at the token limit goes on where it stopped', async () => {
    const { caseId, run } = await play({ text: 'Your order is', stopReason: 'max_tokens' }, { text: 'on its way.' });
    expect(run).toMatchObject({ status: 'succeeded', reply: 'Your order is on its way.' });
    expect(textsIn(requestsOf(caseId).at(-1)).at(-1)).toContain('cut off');
  });

  it('pauses is called again with what it said', async () => {
    const { caseId, run } = await play({ text: 'One moment.', stopReason: 'pause_turn' }, { text: 'Here you are.' });
    expect(run.status).toBe('succeeded');
    expect(run.reply).toContain('Here you are.');
    expect(requestsOf(caseId)).toHaveLength(2);
  });

  it('is empty is asked again', async () => {
    const { run } = await play([{ blocks: [] }, { text: 'Here I am.' }]);
    expect(run).toMatchObject({ status: 'succeeded', reply: 'Here I am.' });
  });

  it('uses one id for two calls is asked again, and only the second answer counts', async () => {
    const twice = {
      toolUses: [
        { ...lookUp('#W1'), id: 'same' },
        { ...moveTo('7 Twice Street'), id: 'same' },
      ],
    };
    const { caseId, run } = await play([twice, { toolUses: [moveTo('8 Good Street')] }]);
    expect(run.status).toBe('awaiting');
    expect(run.steps).toHaveLength(1);
    const proposals = await proposalsOf(engine.app, engine.reviewer, run.id);
    expect(proposals.map(({ args }) => args.address1)).toEqual(['8 Good Street']);
    expect(requestsOf(caseId)).toHaveLength(2);
  });

  it.each([1, 4, 6, 9, 12])(
    'breaks off after %i events proposes nothing; the next attempt does',
    async (cutAfterEvents) => {
      const cut = { text: 'I will change it.', toolUses: [moveTo('7 Cut Street')], cutAfterEvents };
      const { caseId, run } = await play([cut, { text: 'Changing it.', toolUses: [moveTo('8 Good Street')] }]);
      expect(run.status).toBe('awaiting');
      const proposals = await proposalsOf(engine.app, engine.reviewer, run.id);
      expect(proposals.map(({ args }) => args.address1)).toEqual(['8 Good Street']);
      expect(requestsOf(caseId)).toHaveLength(2);
      expect(run.steps.map(({ text }) => text)).toEqual(['Changing it.']);
    },
  );

  it('stays unreadable is no turn at all', async () => {
    const block = {
      type: 'tool_use' as const,
      id: 'broken',
      name: 'cancel_pending_order',
      inputText: '{"order_id": "#W',
    };
    const { run } = await play({ blocks: [block] });
    await expectTakenOver(run, 'model_unavailable');
    expect(run.toolCalls).toEqual([]);
  });

  it('asks for what does not exist or can’t be read gets an error and no proposal', async () => {
    const doubled = '{"order_id":"#W1","order_id":"#W2","reason":"no longer needed"}';
    const { caseId, run } = await play({
      blocks: [
        { type: 'tool_use', id: 'unknown', name: 'delete_everything', inputText: '{}' },
        { type: 'tool_use', id: 'doubled', name: 'cancel_pending_order', inputText: doubled },
        {
          type: 'tool_use',
          id: 'type',
          name: 'cancel_pending_order',
          inputText: '{"order_id":7,"reason":"no longer needed"}',
        },
        {
          type: 'tool_use',
          id: 'missing',
          name: 'cancel_pending_order',
          inputText: '{"order_id":"#W99","reason":"no longer needed"}',
        },
      ],
    });
    expect(run.status).toBe('succeeded');
    const results = toolResultsIn(requestsOf(caseId).at(-1));
    expect([...results.values()].map(({ isError }) => isError)).toEqual([true, true, true, true]);
    expect(results.get('unknown')?.content).toContain('get_order_details');
    expect(results.get('doubled')?.content).toContain('order_id');
    expect(results.get('type')?.content).toContain('/order_id');
    expect(await proposalsOf(engine.app, engine.reviewer, run.id)).toEqual([]);
  });
});

describe('an escalated run that a person', () => {
  const stop = () => play({ toolUses: [{ name: 'transfer_to_human_agents', input: { summary: 'Needs a person.' } }] });
  const resolve = (run: RunView, outcome: 'reply' | 'resume' | 'close', message?: string) =>
    resolveEscalation(engine.app, engine.reviewer, run.id, message === undefined ? { outcome } : { outcome, message });

  it('answers shows their words in the thread', async () => {
    const { run } = await stop();
    await resolve(run, 'reply', 'I called you back.');
    const { messages } = await getConversation(engine.app, engine.requester, run.conversationId);
    const author = { id: engine.reviewer.userId };
    expect(messages.at(-1)).toMatchObject({ role: 'person', text: 'I called you back.', author });
    expect((await open(run.id)).items).toEqual([]);
    await expect(resolve(run, 'close')).rejects.toMatchObject({ code: 'already_resolved', status: 409 });
    engine.cases.set('after', [{ text: 'You are welcome.' }]);
    const next = await engine.ask('after', run.conversationId);
    expect((await settled(engine.app, engine.requester, next)).reply).toBe('You are welcome.');
    expect(textsIn(requestsOf('after')[0]).join('\n')).toContain('I called you back.');
  });

  it('resumes goes on as a new run with their guidance', async () => {
    const { run } = await stop();
    const guided = `guided-${run.id}`;
    engine.cases.set(guided, [{ toolUses: [lookUp('#W3')] }, { text: 'Found it.' }]);
    const { runId = '' } = await resolve(run, 'resume', `Look at #W3. ${caseMessage(guided)}`);
    const resumed = await settled(engine.app, engine.requester, runId);
    expect(resumed).toMatchObject({ status: 'succeeded', reply: 'Found it.', resumesRunId: run.id });
    expect(textsIn(requestsOf(guided)[0]).join('\n')).toContain('Look at #W3.');
    expect(toolResultsIn(requestsOf(guided)[0]).size).toBe(1);
    expect((await settled(engine.app, engine.requester, run.id)).status).toBe('escalated');
    expect((await open(run.id)).items).toEqual([]);
  });

  it('closes says no more', async () => {
    const { run } = await stop();
    const before = (await getConversation(engine.app, engine.requester, run.conversationId)).messages.length;
    await resolve(run, 'close');
    const { messages } = await getConversation(engine.app, engine.requester, run.conversationId);
    expect(messages).toHaveLength(before);
    expect((await open(run.id)).items).toEqual([]);
  });

  it('without the right to may not touch', async () => {
    const { run } = await stop();
    const attempt = resolveEscalation(engine.app, engine.requester, run.id, { outcome: 'close' });
    await expect(attempt).rejects.toMatchObject({ status: 403 });
    expect((await open(run.id)).items).toHaveLength(1);
  });
});
