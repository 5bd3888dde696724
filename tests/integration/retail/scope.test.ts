import { describe, expect, it } from 'vitest';
import { retailAgent } from '@/lib/agents/retail/agent';
import type { JsonObject } from '@/lib/domain/json';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const MIA = 'mia_chen_2041';
const address = { address1: '9 Garnet Row', address2: '', city: 'Tucson', state: 'AZ', country: 'USA', zip: '85701' };
const payment_method_id = 'paypal_3310001';

/** Calls on Leo's records, and the same on a record that does not exist. */
const foreign: Record<string, { theirs: JsonObject; missing: JsonObject }> = {
  find_user_id_by_email: { theirs: { email: 'leo.okafor3310@example.com' }, missing: { email: 'no@example.com' } },
  find_user_id_by_name_zip: {
    theirs: { first_name: 'Leo', last_name: 'Okafor', zip: '31401' },
    missing: { first_name: 'Leo', last_name: 'Okafor', zip: '00000' },
  },
  get_user_details: users({}),
  get_order_details: orders('#W1000005', {}),
  cancel_pending_order: orders('#W1000005', { reason: 'no longer needed' }),
  modify_pending_order_address: orders('#W1000005', address),
  modify_pending_order_items: orders('#W1000005', {
    item_ids: ['7200600018'],
    new_item_ids: ['7200100003'],
    payment_method_id,
  }),
  modify_pending_order_payment: orders('#W1000005', { payment_method_id }),
  modify_user_address: users(address),
  return_delivered_order_items: orders('#W1000006', { item_ids: ['7200900027'], payment_method_id }),
  exchange_delivered_order_items: orders('#W1000006', {
    item_ids: ['7200900027'],
    new_item_ids: ['7200100003'],
    payment_method_id,
  }),
  issue_store_credit: users({ amount_cents: 100, reason: 'late' }),
};

/** Tools that touch nobody's records. */
const open: Record<string, JsonObject> = {
  list_all_product_types: {},
  get_product_details: { product_id: '4100000000' },
  get_item_details: { item_id: '7200100003' },
  calculate: { expression: '1 + 1' },
  think: { thought: 'hm' },
  search_knowledge: { query: 'return period' },
  transfer_to_human_agents: { summary: 'asked for a person' },
  send_email: { to: 'mia.chen2041@example.com', subject: 'Your order', body: 'It is on its way.' },
};

function orders(order_id: string, rest: JsonObject) {
  return { theirs: { order_id, ...rest }, missing: { order_id: '#W0000000', ...rest } };
}

function users(rest: JsonObject) {
  return { theirs: { user_id: 'leo_okafor_3310', ...rest }, missing: { user_id: 'nobody_0000', ...rest } };
}

describe('a customer', () => {
  it('is asked about in every tool', () => {
    const covered = [...Object.keys(foreign), ...Object.keys(open)].toSorted();
    expect(covered).toEqual(retailAgent.tools.map((tool) => tool.name).toSorted());
  });

  it.each(Object.entries(foreign))("%s answers for others' records as for none", (name, { theirs, missing }) =>
    withTools(async (tools) => {
      const refused = await tools.refusal(name, theirs);
      expect(refused?.message).toMatch(/^(order|user) not found$/);
      expect(refused).toEqual(await tools.refusal(name, missing));
    }, MIA),
  );

  it.each(Object.entries(open))('may call %s', (name, args) =>
    withTools(async (tools) => {
      expect(await tools.refusal(name, args)).toBeNull();
    }, MIA),
  );

  it('reaches their own records', () =>
    withTools(async (tools) => {
      expect(await tools.execute('find_user_id_by_email', { email: 'mia.chen2041@example.com' })).toBe(MIA);
      for (const [name, args] of [
        ['get_order_details', { order_id: '#W1000001' }],
        ['cancel_pending_order', { order_id: '#W1000001', reason: 'no longer needed' }],
        ['get_user_details', { user_id: MIA }],
        ['modify_user_address', { user_id: MIA, ...address }],
        ['issue_store_credit', { user_id: MIA, amount_cents: 100, reason: 'late' }],
      ] as const) {
        expect(await tools.refusal(name, args), name).toBeNull();
      }
    }, MIA));
});

describe('staff', () => {
  it.each(
    Object.entries(foreign).filter(([name]) => !['modify_pending_order_payment', 'issue_store_credit'].includes(name)),
  )('reach any record by %s', (name, { theirs }) =>
    withTools(async (tools) => {
      expect(await tools.refusal(name, theirs)).toBeNull();
    }),
  );
});
