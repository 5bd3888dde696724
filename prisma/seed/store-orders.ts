import type { JsonObject } from '@/lib/domain/json';
import type { Order, OrderItem, Product } from '@/lib/agents/retail/store/records';
import type { Random } from './random';
import { leo, makeAddress, mia, type MadeUser } from './store-users';

const ORDERS = 120;
const FIRST_TRACKING_ID = 880_000_000_000;

type Status =
  | 'pending'
  | 'pending (item modified)'
  | 'processed'
  | 'delivered'
  | 'cancelled'
  | 'return requested'
  | 'exchange requested';

/** The orders a tour of the demo uses, from #W1000001 on. */
const known: { customer: string; status: Status; method: string; items: number }[] = [
  { customer: mia.id, status: 'pending', method: 'credit_card_2041002', items: 2 },
  { customer: mia.id, status: 'delivered', method: 'paypal_2041003', items: 3 },
  { customer: mia.id, status: 'pending', method: 'paypal_2041003', items: 1 },
  { customer: mia.id, status: 'processed', method: 'credit_card_2041002', items: 1 },
  { customer: leo.id, status: 'pending', method: 'paypal_3310001', items: 2 },
  { customer: leo.id, status: 'delivered', method: 'paypal_3310001', items: 1 },
  { customer: mia.id, status: 'pending', method: 'gift_card_2041001', items: 1 },
];

/** How often each status is drawn. */
const statuses: Status[] = [
  ...repeated<Status>('pending', 9),
  ...repeated<Status>('delivered', 8),
  ...repeated<Status>('processed', 3),
  ...repeated<Status>('cancelled', 2),
  'pending (item modified)',
  'return requested',
  'exchange requested',
];

/** The demo's orders, entered in their customers' lists. */
export function makeOrders(users: readonly MadeUser[], products: readonly Product[], random: Random): Order[] {
  const byId = new Map(users.map((made) => [made.id, made]));
  return Array.from({ length: ORDERS }, (_, index) => {
    const wanted = known[index];
    const customer = wanted ? byId.get(wanted.customer) : random.pick(users.slice(2));
    if (!customer) throw new Error(`No customer for order ${index}.`);
    const order = makeOrder({
      orderId: `#W${1_000_001 + index}`,
      customer,
      status: wanted?.status ?? random.pick(statuses),
      method: wanted?.method ?? random.pick(Object.keys(customer.user.payment_methods)),
      items: random.sample(products, wanted?.items ?? random.between(1, 4)).map((product) => makeItem(product, random)),
      random,
    });
    customer.user.orders.push(order.order_id);
    return order;
  });
}

interface OrderParts {
  orderId: string;
  customer: MadeUser;
  status: Status;
  method: string;
  items: OrderItem[];
  random: Random;
}

function makeOrder({ orderId, customer, status, method, items, random }: OrderParts): Order {
  const amount = items.reduce((sum, { price }) => sum + Math.round(price * 100), 0) / 100;
  const payment = { transaction_type: 'payment', amount, payment_method_id: method };
  const refund = { ...payment, transaction_type: 'refund' };
  const order = {
    order_id: orderId,
    user_id: customer.id,
    status,
    address: random.between(1, 5) > 1 ? customer.user.address : makeAddress(random),
    items,
    fulfillments: shipped(status) ? [shipment(items, random)] : [],
    payment_history: status === 'cancelled' ? [payment, refund] : [payment],
  };
  return { ...order, ...traces(status, items, method) };
}

/** What the tool that led to the status leaves in the order. */
function traces(status: Status, items: readonly OrderItem[], method: string): JsonObject {
  const first = items.slice(0, 1).map((item) => item.item_id);
  switch (status) {
    case 'cancelled':
      return { cancel_reason: 'no longer needed' };
    case 'return requested':
      return { return_items: first, return_payment_method_id: method };
    case 'exchange requested':
      return {
        exchange_items: first,
        exchange_new_items: first,
        exchange_payment_method_id: method,
        exchange_price_difference: 0,
      };
    default:
      return {};
  }
}

function shipped(status: Status): boolean {
  return ['processed', 'delivered', 'return requested', 'exchange requested'].includes(status);
}

function shipment(items: readonly OrderItem[], random: Random): JsonObject {
  const trackingId = String(FIRST_TRACKING_ID + random.between(0, 999_999_999));
  return { tracking_id: [trackingId], item_ids: items.map((item) => item.item_id) };
}

function makeItem({ name, product_id, variants }: Product, random: Random): OrderItem {
  const { item_id, price, options } = random.pick(Object.values(variants));
  return { name, product_id, item_id, price, options };
}

function repeated<Value>(value: Value, times: number): Value[] {
  return Array.from({ length: times }, () => value);
}
