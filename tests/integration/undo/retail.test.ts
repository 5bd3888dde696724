import { beforeAll, describe, expect, it } from 'vitest';
import { retailAgent } from '@/lib/agents/retail/agent';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import { sql } from '@/lib/domain/sql';
import { isWriteTool } from '@/lib/domain/tool';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { makeStoreData } from '../../../prisma/seed/store-data';
import { use } from '../../fixtures/scripted-catalog';
import { executionOf, startUndoWorld, type UndoWorld } from '../../fixtures/undo';
import { hashStore } from '../../support/store-hash';
import { createTestApplication } from '../../support/test-application';

let world: UndoWorld;
const hash = () => hashStore(world.app.database.autocommit);

beforeAll(async () => {
  const app = await createTestApplication([retailAgent]);
  await app.database.transaction((transaction) => loadStore(transaction, makeStoreData()));
  world = await startUndoWorld(app);
});

const address = { address1: '9 Garnet Row', address2: '', city: 'Tucson', state: 'AZ', country: 'USA', zip: '85701' };
const undoable = {
  issue_store_credit: { user_id: 'mia_chen_2041', amount_cents: 1999, reason: 'The lamp arrived late' },
  modify_pending_order_address: { order_id: '#W1000001', ...address },
  modify_user_address: { user_id: 'mia_chen_2041', ...address },
};

/** What somebody else does to the record after the agent's write. */
const changes = {
  issue_store_credit: sql`update store.users set document =
    jsonb_set(document::jsonb, '{payment_methods,gift_card_2041001,balance}', '1')::json where user_id = 'mia_chen_2041'`,
  modify_pending_order_address: sql`update store.orders set document =
    jsonb_set(document::jsonb, '{address,zip}', '"85799"')::json where order_id = '#W1000001'`,
  modify_user_address: sql`update store.users set document =
    jsonb_set(document::jsonb, '{address,zip}', '"85799"')::json where user_id = 'mia_chen_2041'`,
};

it('covers every tool that can be undone', () => {
  const names = retailAgent.tools.filter((tool) => isWriteTool(tool) && tool.revert).map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.keys(undoable).toSorted());
});

describe.each(Object.entries(undoable))('%s', (name, args) => {
  it('is undone to exactly the store that was there before', async () => {
    const before = await hash();
    const proposal = await world.run(use(name, args));
    const { id, undoableUntil } = executionOf(proposal);
    expect(await hash()).not.toBe(before);
    expect(undoableUntil).toBeDefined();
    await revertExecution(world.app, world.ravi, id);
    expect(await hash()).toBe(before);
    const undone = executionOf(await world.look(proposal));
    expect(undone).toMatchObject({
      status: 'succeeded',
      revert: { status: 'succeeded', actor: { name: world.ravi.name } },
    });
    expect(undone.undoableUntil).toBeUndefined();
  });

  it('is left alone when somebody changed the record since, and says what', async () => {
    const proposal = await world.run(use(name, args));
    await world.app.database.query(changes[name as keyof typeof changes]);
    const changed = await hash();
    await expect(revertExecution(world.app, world.ravi, executionOf(proposal).id)).rejects.toMatchObject({
      code: 'changed_since',
      body: { changes: [expect.objectContaining({ path: expect.any(String) as string })] },
    });
    expect(await hash()).toBe(changed);
    expect(executionOf(await world.look(proposal)).revert).toBeUndefined();
  });
});
