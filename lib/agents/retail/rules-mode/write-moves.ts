import type { JsonObject } from '@/lib/domain/json';
import { chooseItems } from './choose-items';
import { sameJson, type PastCall } from './conversation';
import { isMove, say, WRITE_TOOLS, type Facts, type Move } from './facts';
import { lookUpOrder, lookUpUser, readUser } from './look-up';
import { parseOrder, type OrderView } from './records';
import { addressText, dollars, field, itemText, methodText, outcomeText } from './sentences';
import { findAddress, findCancelReason, findCents, findReason } from './slots';

const PERSON = 'If you would like a colleague to look at it, say "talk to a person".';

interface Write {
  name: string;
  args: JsonObject;
  /** "cancel order #W1", after "to". */
  todo: string;
  done(ran: JsonObject, output: string): string;
}

/** "Cancel order #W1, I ordered it by mistake" */
export function cancel(facts: Facts, orderId: string | undefined): Move {
  const found = lookUpOrder(facts, orderId);
  if (isMove(found)) return found;
  const { order } = found;
  const settled = settledWrite(facts, WRITE_TOOLS.cancel, 'order_id', order.order_id);
  const reason = findCancelReason(facts.words);
  if (!settled && order.status !== 'pending') return notInStatus(order, 'pending', 'cancelled');
  if (!settled && reason === null) {
    return say(`Why do you want to cancel order ${order.order_id}: is it no longer needed, or ordered by mistake?`);
  }
  return propose(facts, settled, {
    name: WRITE_TOOLS.cancel,
    args: { order_id: order.order_id, reason: reason ?? '' },
    todo: `cancel order ${order.order_id}`,
    done: (ran, output) => `Order ${field(ran.order_id)} is now ${field(parseOrder(output)?.status ?? 'cancelled')}.`,
  });
}

/** "Change the address of order #W1 to 12 Elm St, Apt 4, Springfield, IL 62701" */
export function changeAddress(facts: Facts, orderId: string | undefined): Move {
  const found = lookUpOrder(facts, orderId);
  if (isMove(found)) return found;
  const { order } = found;
  const settled = settledWrite(facts, WRITE_TOOLS.change_address, 'order_id', order.order_id);
  const address = findAddress(facts.words.split('\n').toReversed().join('\n'));
  if (!settled && order.status !== 'pending') return notInStatus(order, 'pending', 'sent to another address');
  if (!settled && !address) {
    const example = '12 Elm St, Apt 4, Springfield, IL 62701';
    return say(`What is the new address for order ${order.order_id}? Please write it like this: ${example}.`);
  }
  return propose(facts, settled, {
    name: WRITE_TOOLS.change_address,
    args: { order_id: order.order_id, ...address },
    todo: `change the address of order ${order.order_id}`,
    done: (ran, output) =>
      `Order ${field(ran.order_id)} now goes to ${addressText(parseOrder(output)?.address ?? ran)}.`,
  });
}

/** "Return the desk lamp of order #W1" */
export function returnItems(facts: Facts, orderId: string | undefined): Move {
  const found = lookUpOrder(facts, orderId);
  if (isMove(found)) return found;
  const { order } = found;
  const settled = settledWrite(facts, WRITE_TOOLS.return, 'order_id', order.order_id);
  if (!settled && order.status !== 'delivered') return notInStatus(order, 'delivered', 'returned');
  const choice = chooseItems(order, facts.words);
  if ('ask' in choice) {
    if (settled) return { kind: 'nothing' };
    const question = choice.ask === 'which' ? 'Which items' : 'Which of these';
    const listed = order.items.map(itemText).join('; ');
    return say(`${question} of order ${order.order_id} do you want to return? It holds ${listed}.`);
  }
  const method = refundMethod(facts, order);
  if (isMove(method)) return method;
  const returned = (ids: unknown) =>
    order.items
      .filter(({ item_id }) => (Array.isArray(ids) ? ids : []).includes(item_id))
      .map(itemText)
      .join('; ');
  return propose(facts, settled, {
    name: WRITE_TOOLS.return,
    args: { order_id: order.order_id, item_ids: choice.itemIds, payment_method_id: method.id },
    todo: `return ${returned(choice.itemIds)} of order ${order.order_id}, with the refund to ${methodText(method.id)}`,
    done: (ran, output) => {
      const status = field(parseOrder(output)?.status ?? 'return requested');
      const refund = methodText(String(ran.payment_method_id));
      return `Order ${field(ran.order_id)} is now "${status}" for ${returned(ran.item_ids)}. The refund goes to ${refund}.`;
    },
  });
}

/** The original payment method, unless the words ask for the gift card or name a method by id. */
function refundMethod(facts: Facts, order: OrderView): { id: string } | Move {
  const original = order.payment_history[0]?.payment_method_id ?? '';
  const wanted =
    /\b(?:gift_card|credit_card|paypal)_\d+|\b(?:gift card|store credit|original)\b|^\W*(?:yes|ok(?:ay)?|sure)\b/gim;
  const last = facts.words.match(wanted)?.at(-1)?.toLowerCase() ?? 'original';
  if (last.includes('_')) return { id: last };
  const isGiftCard = last === 'gift card' || last === 'store credit';
  if (!isGiftCard || original.startsWith('gift_card')) return { id: original };
  const found = readUser(facts, order.user_id);
  if (isMove(found)) return found;
  const [card] = Object.entries(found.user.payment_methods).find(([, { source }]) => source === 'gift_card') ?? [];
  if (card) return { id: card };
  return say(
    `There is no gift card on this account. Should the refund go to the original payment method (${methodText(original)})?`,
  );
}

/** "Give me $20 store credit for order #W1 because it came late" */
export function storeCredit(facts: Facts, orderId: string | undefined): Move {
  const cents = findCents(facts.words);
  if (cents === null) return say('How much store credit should it be, in dollars, such as $20?');
  const userId = creditedUser(facts, orderId);
  if (typeof userId !== 'string') return userId;
  const settled = settledWrite(facts, WRITE_TOOLS.store_credit, 'user_id', userId);
  const reason = creditReason(facts, orderId) ?? settled?.args.reason;
  if (reason === undefined) return say(WHY_CREDIT);
  return propose(facts, settled, {
    name: WRITE_TOOLS.store_credit,
    args: { user_id: userId, amount_cents: cents, reason },
    todo: `issue ${dollars(cents)} of store credit to ${userId}`,
    done: (ran) => `${dollars(Number(ran.amount_cents))} of store credit was issued to ${field(ran.user_id)}.`,
  });
}

const WHY_CREDIT = 'What is the store credit for? Whoever decides on it will want to know.';

/** The reason given with the wish, or the whole answer when it was asked for. */
function creditReason({ words, lastSaid, newestText }: Facts, orderId: string | undefined): string | undefined {
  const answered =
    lastSaid.endsWith(WHY_CREDIT) && findCents(newestText) === null ? newestText.trim().slice(0, 200) : null;
  const reason = findReason(words) ?? answered;
  if (reason === null) return undefined;
  return orderId === undefined ? reason : `${reason} (order ${orderId})`;
}

function creditedUser(facts: Facts, orderId: string | undefined): string | Move {
  if (orderId === undefined && facts.identity) {
    const found = lookUpUser(facts, facts.identity);
    return isMove(found) ? found : found.userId;
  }
  const found = lookUpOrder(facts, orderId);
  return isMove(found) ? found : found.order.user_id;
}

function notInStatus({ order_id, status }: OrderView, needed: string, done: string): Move {
  return say(
    `Order ${order_id} is ${field(status)}, and only a ${needed} order can be ${done}. Nothing was changed. ${PERSON}`,
  );
}

/** The newest call of this write on this record. One that waits never gets here: it is answered before. */
function settledWrite(facts: Facts, name: string, target: string, value: string): PastCall | undefined {
  return facts.calls.findLast((call) => call.name === name && call.args[target] === value);
}

/**
 * Proposes a write once. Told what became of it, the customer may change what they asked for: then a write that did
 * not happen is proposed again with the new arguments, and one that did happen never is.
 */
function propose(facts: Facts, settled: PastCall | undefined, { name, args, todo, done }: Write): Move {
  const changed = settled?.status === 'failed' && settled.at < facts.newestWords && !sameJson(settled.args, args);
  if (!settled || changed) return { kind: 'call', name, args, write: todo };
  if (settled.at < facts.newestWords) return { kind: 'nothing' };
  return say(outcomeText(settled, todo, (ran) => done(ran, settled.content)));
}
