import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { problem } from '@/lib/api/contract/problem';
import type { Agent } from '@/lib/domain/agent';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { halt, resume } from '@/lib/services/halt/switch-halt';
import { createNotes, notesAgent, pins } from '../../fixtures/notes-agent';
import { use } from '../../fixtures/scripted-catalog';
import { executionOf, startUndoWorld, type UndoWorld } from '../../fixtures/undo';
import { api } from '../../support/api';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const SECONDS = 3600;
const agent: Agent = {
  ...notesAgent,
  tools: notesAgent.tools.map((tool) => (tool.name === 'pin_note' ? { ...tool, undoSeconds: SECONDS } : tool)),
};
let world: UndoWorld;
let count = 0;

beforeAll(async () => {
  const app = await createTestApplication([agent]);
  await createNotes(app.database);
  world = await startUndoWorld(app);
});
beforeEach(() => async () => {
  expect(await verifyAudit(world.app.database, [])).toMatchObject({ state: 'whole' });
});

const pin = (text = `note ${(count += 1)}`) => world.run(use('pin_note', { text }));
const textOf = (proposal: ProposalView) => proposal.args['text'] as string;
const send = (proposal: ProposalView, headers: Record<string, string> = {}) =>
  api('POST', `/executions/${executionOf(proposal).id}/revert`, { headers: { ...world.ravi.token, ...headers } });
const refusalOf = async (response: Response) => {
  const { code, detail } = problem.parse(await response.json());
  return { status: response.status, code, detail };
};
const revertsOf = async (proposal: ProposalView) =>
  world.app.database.query<{ status: string }>(
    sql`select status from execution where reverts_execution_id = ${executionOf(proposal).id} order by created_at`,
  );

describe('POST /executions/:id/revert', () => {
  it('undoes once, however many ask at once', async () => {
    const proposal = await pin();
    expect(pins.has(textOf(proposal))).toBe(true);
    const responses = await Promise.all(Array.from({ length: 20 }, () => send(proposal)));
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const response of responses.filter(({ status }) => status !== 202)) {
      expect(await refusalOf(response)).toMatchObject({ status: 409, code: 'not_reversible' });
    }
    expect(pins.has(textOf(proposal))).toBe(false);
    expect(await revertsOf(proposal)).toEqual([{ status: 'succeeded' }]);
    expect((await refusalOf(await send(proposal))).detail).toContain(`${world.ravi.name} undid this already`);
  });

  it('answers a repeat of the same key as the first time', async () => {
    const proposal = await pin();
    const key = { 'idempotency-key': 'undo-once' };
    const [first, second] = [await send(proposal, key), await send(proposal, key)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await second.text()).toBe(await first.text());
    expect(await revertsOf(proposal)).toHaveLength(1);
  });

  it('does nothing more when the answer to the same request was lost', async () => {
    const proposal = await pin();
    const { id } = executionOf(proposal);
    await revertExecution(world.app, world.ravi, id, 'the-same-id');
    await revertExecution(world.app, world.ravi, id, 'the-same-id');
    expect(await revertsOf(proposal)).toEqual([{ status: 'succeeded' }]);
  });

  it('is over when its window is', async () => {
    const proposal = await pin();
    expect(proposal.undoSeconds).toBe(SECONDS);
    await world.app.database.query(sql`
      update execution set settled_at = settled_at - make_interval(secs => ${SECONDS})
      where id = ${executionOf(proposal).id}`);
    expect(executionOf(await world.look(proposal)).undoableUntil).toBeUndefined();
    const { status, code, detail } = await refusalOf(await send(proposal));
    expect({ status, code }).toEqual({ status: 409, code: 'not_reversible' });
    expect(detail).toMatch(/Undo was offered until \d{4}-.*By hand: Take it off the board\./);
    expect(await revertsOf(proposal)).toEqual([]);
  });

  it('says how to make good what cannot be undone', async () => {
    const proposal = await world.run(use('post_note', { text: 'out' }));
    expect(proposal.undoSeconds).toBeNull();
    expect(await refusalOf(await send(proposal))).toEqual({
      status: 409,
      code: 'not_reversible',
      detail: 'This cannot be undone. Nothing was undone now. By hand: Ask the other side to take it down.',
    });
  });

  it('does not undo what failed, what nobody knows, or an undoing', async () => {
    const failed = await world.run(use('post_note', { text: 'refuse' }));
    expect((await refusalOf(await send(failed))).detail).toContain('This failed');
    const unknown = await world.run(use('post_note', { text: 'break' }));
    expect((await refusalOf(await send(unknown))).detail).toContain('Nobody knows');
    const proposal = await pin();
    await send(proposal);
    const { revert } = executionOf(await world.look(proposal));
    const again = await api('POST', `/executions/${revert?.id}/revert`, { headers: world.ravi.token });
    expect((await refusalOf(again)).detail).toContain('itself the undoing');
  });

  it('is stopped by the kill switch, and goes on after it', async () => {
    const proposal = await pin();
    const admin = await createPerson(world.app, 'admin');
    const target = { scope: 'tool' as const, name: 'pin_note', reason: 'For a test' };
    await halt(world.app, admin, target);
    expect(await refusalOf(await send(proposal))).toMatchObject({ status: 503, code: 'halted' });
    expect(pins.has(textOf(proposal))).toBe(true);
    await resume(world.app, admin, target);
    expect((await send(proposal)).status).toBe(202);
  });

  it('is for those who may decide, and not for the one who asked', async () => {
    const { app, mia, ravi } = world;
    const admin = await createPerson(app, 'admin');
    await savePolicy(app, admin, 'pin_note', 0, {
      ...defaultPolicyBody,
      rules: [{ verdict: 'require_approval', approvers: [ravi.email] }],
      reason: 'For a test',
    });
    const proposal = await pin();
    const { id } = executionOf(proposal);
    const other = await createPerson(app, 'reviewer');
    await expect(revertExecution(app, other, id)).rejects.toMatchObject({ code: 'not_entitled' });
    await expect(revertExecution(app, mia, id)).rejects.toMatchObject({ code: 'not_entitled' });
    expect(executionOf(await world.look(proposal, other)).undoableUntil).toBeUndefined();
    await app.database.query(sql`update app_user set role = 'reviewer' where id = ${mia.userId}`);
    await app.database.query(sql`update proposal set approvers = '{}' where id = ${proposal.id}`);
    await expect(revertExecution(app, mia, id)).rejects.toMatchObject({ code: 'self_review' });
    await app.database.query(sql`update app_user set role = 'user' where id = ${mia.userId}`);
    await app.database.query(sql`update app_user set disabled_at = now() where id = ${other.userId}`);
    await expect(revertExecution(app, other, id)).rejects.toMatchObject({ code: 'not_entitled' });
    expect(await revertsOf(proposal)).toEqual([]);
    await expect(revertExecution(app, ravi, 'nothing')).rejects.toMatchObject({ code: 'not_found' });
  });
});
