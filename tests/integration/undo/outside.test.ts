import { beforeAll, describe, expect, it } from 'vitest';
import { auditActor } from '@/lib/audit/audit-actor';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { sql } from '@/lib/domain/sql';
import { abandonReverts } from '@/lib/services/executions/abandon-reverts';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { insertRevert } from '@/lib/store/executions/insert-revert';
import { lockRevertible } from '@/lib/store/executions/lock-revertible';
import { createNotes, notesAgent, pins } from '../../fixtures/notes-agent';
import { use } from '../../fixtures/scripted-catalog';
import { executionOf, startUndoWorld, type UndoWorld } from '../../fixtures/undo';
import { createTestApplication } from '../../support/test-application';

let world: UndoWorld;

beforeAll(async () => {
  const app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  world = await startUndoWorld(app);
});

const pin = (text: string) => world.run(use('pin_note', { text }));
const asked = async () => (await listInbox(world.app, world.ravi, { kind: 'unknown_outcome', limit: 50 })).items;
const audit = () => verifyAudit(world.app.database, []);

describe('undoing an effect outside', () => {
  it('may be tried again when the other side refused', async () => {
    const proposal = await pin('glued');
    const { id } = executionOf(proposal);
    await expect(revertExecution(world.app, world.ravi, id)).rejects.toMatchObject({
      code: 'changed_since',
      message: 'It is glued on. Ask the warden.',
    });
    const refused = executionOf(await world.look(proposal));
    expect(refused).toMatchObject({ revert: { status: 'failed', error: 'it is glued on' } });
    expect(refused.undoableUntil).toBeDefined();
    await expect(revertExecution(world.app, world.ravi, id)).rejects.toMatchObject({ code: 'changed_since' });
    expect(pins.has('glued')).toBe(true);
    expect(await audit()).toMatchObject({ state: 'whole' });
  });

  it('asks a person when no answer came, and is not tried again before they say', async () => {
    const proposal = await pin('break');
    const { id } = executionOf(proposal);
    await revertExecution(world.app, world.ravi, id);
    const { revert } = executionOf(await world.look(proposal));
    expect(revert?.status).toBe('unknown');
    await expect(revertExecution(world.app, world.ravi, id)).rejects.toMatchObject({ code: 'not_reversible' });
    expect(await asked()).toMatchObject([{ id: revert?.id, title: 'Was this undone? Pin "break"' }]);
    await reconcileExecution(world.app, world.ravi, revert?.id ?? '', { happened: false, evidence: 'It hangs there.' });
    expect(executionOf(await world.look(proposal)).undoableUntil).toBeDefined();
    expect(await asked()).toEqual([]);
    expect(await audit()).toMatchObject({ state: 'whole' });
  });

  it('asks a person when the process ended in the middle of it', async () => {
    const proposal = await pin('lost');
    const { id } = executionOf(proposal);
    await world.app.database.transaction(async (transaction) => {
      const original = await lockRevertible(transaction, id);
      if (!original) throw new Error('It cannot be undone.');
      await insertRevert(transaction, original, 'lost-revert', auditActor(world.ravi), 60);
    });
    await abandonReverts(world.app);
    await expect(revertExecution(world.app, world.ravi, id)).rejects.toThrow('is undoing this right now');
    await world.app.database.query(sql`
      update execution set execute_by = execute_by - interval '1 hour' where id = 'lost-revert'`);
    await abandonReverts(world.app);
    expect(executionOf(await world.look(proposal)).revert?.status).toBe('unknown');
    expect(await asked()).toMatchObject([{ id: 'lost-revert' }]);
    expect(await audit()).toMatchObject({ state: 'whole' });
  });
});
