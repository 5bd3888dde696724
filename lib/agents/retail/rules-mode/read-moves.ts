import { isMove, say, type Facts, type Move } from './facts';
import { lookUpOrder, lookUpUser } from './look-up';
import type { OrderView } from './records';
import { addressText, dollars, field, itemText } from './sentences';

/** "Where is my order?" */
export function orderStatus(facts: Facts, orderId: string | undefined): Move {
  const found = lookUpOrder(facts, orderId);
  if (isMove(found)) return found;
  return found.call.at > facts.newestWords ? say(statusText(found.order)) : { kind: 'nothing' };
}

function statusText({ order_id, status, items, address, fulfillments = [] }: OrderView): string {
  const total = dollars(items.reduce((sum, { price }) => sum + Math.round(price * 100), 0));
  const tracking = fulfillments.flatMap(({ tracking_id }) => tracking_id).map(field);
  return [
    `Order ${field(order_id)} is ${field(status)}.`,
    `It holds ${items.map(itemText).join('; ')}, together ${total}, for ${addressText(address)}.`,
    ...(tracking.length > 0 ? [`Tracking: ${tracking.join(', ')}.`] : []),
  ].join(' ');
}

/** "Look up customer ana@example.com" */
export function customer(facts: Facts): Move {
  if (!facts.identity) {
    return say('Which customer? Give me an email address, a first and last name with a zip code, or a user id.');
  }
  const found = lookUpUser(facts, facts.identity);
  if (isMove(found)) return found;
  if (found.call.at < facts.newestWords) return { kind: 'nothing' };
  const { name, email, orders } = found.user;
  const listed = orders.length === 0 ? 'no orders' : `the orders ${orders.map(field).join(', ')}`;
  const person = `${field(name.first_name)} ${field(name.last_name)}`;
  return say(`I found ${person} (${field(found.userId)}, ${field(email)}) with ${listed}.`);
}
