import { expect, it } from 'vitest';
import { dumpStore } from '@/lib/agents/retail/store/dump-store';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import { makeStoreData } from '../../../prisma/seed/store-data';
import { contextFor, openTestStore, retailTool, rolledBack } from '../../support/retail-store';

const database = await openTestStore();

it('gives back what was loaded, unknown fields and doubles too, in canonical form', () =>
  rolledBack(database, async (transaction) => {
    const order = {
      user_id: 'u',
      gift: { wrap: true, note: null },
      weight: 0.1 + 0.2,
      big: 1e21,
      '2': 'two',
      '10': 'ten',
    };
    await loadStore(transaction, { orders: { '#W1': order }, products: {}, users: { u: { email: 'u@example.com' } } });
    expect(await dumpStore(transaction)).toBe(
      '{"orders":{"#W1":{"10":"ten","2":"two","big":1e+21,"gift":{"note":null,"wrap":true},"user_id":"u","weight":0.30000000000000004}},' +
        '"products":{},"users":{"u":{"email":"u@example.com"}}}',
    );
    await loadStore(transaction, { orders: {}, products: {}, users: {} });
    expect(await dumpStore(transaction)).toBe('{"orders":{},"products":{},"users":{}}');
  }));

it('lets two writes for one customer take turns, whatever records each touches', async () => {
  await database.transaction((transaction) => loadStore(transaction, makeStoreData()));
  const credit = { user_id: 'mia_chen_2041', amount_cents: 100, reason: 'late' };
  const cancel = { order_id: '#W1000007', reason: 'no longer needed' };
  const write = (name: string, args: typeof credit | typeof cancel) =>
    database.transaction((transaction) => retailTool(name).execute(args, contextFor(transaction)));
  await Promise.all([
    write('issue_store_credit', credit),
    write('cancel_pending_order', cancel),
    write('issue_store_credit', credit),
  ]);
  const user = await database.transaction((transaction) =>
    retailTool('get_user_details').execute({ user_id: 'mia_chen_2041' }, contextFor(transaction)),
  );
  expect(user).toMatchObject({ payment_methods: { gift_card_2041001: { balance: 132.25 } } });
});

it('is made up the same way every time', () => {
  const { orders, products, users } = makeStoreData();
  expect(makeStoreData()).toEqual({ orders, products, users });
  expect([orders, products, users].map((records) => Object.keys(records).length)).toEqual([120, 12, 40]);
  const statuses = new Set(Object.values(orders).map((order) => order.status));
  expect([...statuses].toSorted()).toEqual([
    'cancelled',
    'delivered',
    'exchange requested',
    'pending',
    'pending (item modified)',
    'processed',
    'return requested',
  ]);
});
