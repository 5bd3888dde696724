import type { JsonObject } from '@/lib/domain/json';
import type { PastCall } from './conversation';
import { isMove, readOnce, say, type Facts, type Move } from './facts';
import { parseOrder, parseUser, type OrderView, type UserView } from './records';
import { errorText, field } from './sentences';
import type { Identity } from './slots';

export interface FoundUser {
  userId: string;
  user: UserView;
  call: PastCall;
}

export interface FoundOrder {
  order: OrderView;
  call: PastCall;
}

const WHICH_ORDER =
  'What is the order number? It looks like #W1234567. If you do not have it, give me your email address, or your first and last name with your zip code.';

/** The order an intent is about, or what has to happen before it is known. */
export function lookUpOrder(facts: Facts, orderId: string | undefined): FoundOrder | Move {
  if (orderId === undefined) return facts.identity ? chooseOrder(facts, facts.identity) : say(WHICH_ORDER);
  const call = readOnce(facts, 'get_order_details', { order_id: orderId });
  if (isMove(call)) return call;
  const order = call.status === 'succeeded' ? parseOrder(call.content) : null;
  return order ? { order, call } : say(`${notFound(call, `order ${orderId}`)} Please check the number.`);
}

function chooseOrder(facts: Facts, identity: Identity): FoundOrder | Move {
  const found = lookUpUser(facts, identity);
  if (isMove(found)) return found;
  const { orders } = found.user;
  if (orders.length === 1) return lookUpOrder(facts, orders[0]);
  if (orders.length === 0) return say('There are no orders on that account.');
  return say(`Which order do you mean? On that account there are ${orders.map(field).join(', ')}.`);
}

/** The customer of that identity, or what has to happen before they are known. */
export function lookUpUser(facts: Facts, identity: Identity): FoundUser | Move {
  if (identity.by === 'user_id') return readUser(facts, identity.user_id);
  const { by, ...args } = identity;
  const name = by === 'email' ? 'find_user_id_by_email' : 'find_user_id_by_name_zip';
  const call = readOnce(facts, name, args satisfies JsonObject);
  if (isMove(call)) return call;
  if (call.status === 'succeeded') return readUser(facts, call.content);
  const other = by === 'email' ? 'your first and last name with your zip code' : 'your email address';
  return say(`${notFound(call, 'a customer of that description')} Please check it, or give me ${other}.`);
}

export function readUser(facts: Facts, userId: string): FoundUser | Move {
  const call = readOnce(facts, 'get_user_details', { user_id: userId });
  if (isMove(call)) return call;
  const user = call.status === 'succeeded' ? parseUser(call.content) : null;
  return user ? { userId, user, call } : say(notFound(call, `the customer ${userId}`));
}

function notFound(call: PastCall, what: string): string {
  if (/\bnot found\b/i.test(call.content)) return `I could not find ${what}.`;
  return call.status === 'failed'
    ? `I could not look up ${what}. ${errorText(call.content)}`
    : `I could not read ${what}.`;
}
