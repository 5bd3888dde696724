import { beforeAll, describe, expect, it } from 'vitest';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { getConversation } from '@/lib/services/conversations/get-conversation';
import { getRun } from '@/lib/services/runs/get-run';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { use } from '../../fixtures/scripted-catalog';
import { executionOf, startUndoWorld, type UndoWorld } from '../../fixtures/undo';
import { createTestApplication } from '../../support/test-application';

let world: UndoWorld;

beforeAll(async () => {
  const app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  world = await startUndoWorld(app);
});

describe('a write that was undone', () => {
  it('is told by the run, the conversation and every later prompt of it', async () => {
    const { app, mia, ravi, models } = world;
    const proposal = await world.run(use('pin_note', { text: 'one' }, 'use_first'));
    const { runId, conversationId } = proposal;
    if (runId === null || conversationId === null) throw new Error('no run');
    const eventsBefore = await listRunEvents(app, mia, runId, 0);
    await revertExecution(app, ravi, executionOf(proposal).id);
    const revert = { status: 'succeeded', actor: { id: ravi.userId, name: ravi.name } };
    expect((await getRun(app, mia, runId)).toolCalls).toMatchObject([{ status: 'succeeded', revert }]);
    expect((await getConversation(app, mia, conversationId)).reverts).toMatchObject([
      { callId: proposal.callId, ...revert },
    ]);
    expect(await listRunEvents(app, mia, runId, 0)).toEqual(eventsBefore);

    await world.run(use('pin_note', { text: 'two' }, 'use_second'), conversationId);
    const prompt = JSON.stringify(models.requests.at(-1));
    expect(prompt).toContain(`Reviewer note: pin_note {\\"text\\":\\"one\\"} was undone by ${ravi.name} at `);
    expect(prompt).not.toContain('{\\"text\\":\\"two\\"} was undone');
  });

  it('is an event of the run while that goes on', async () => {
    const { app, mia, ravi } = world;
    const pair = ['early', 'late'].map((text) => use('pin_note', { text }, `use_${text}`));
    const first = await world.run(pair);
    await revertExecution(app, ravi, executionOf(first).id);
    const events = await listRunEvents(app, mia, first.runId ?? '', 0);
    expect(events.at(-1)).toMatchObject({
      type: 'execution.finished',
      data: { reverts: executionOf(first).id, status: 'succeeded', actor: { name: ravi.name } },
    });
  });
});
