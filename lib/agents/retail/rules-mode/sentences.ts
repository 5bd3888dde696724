import type { JsonObject } from '@/lib/domain/json';
import type { PastCall } from './conversation';
import type { OrderView } from './records';

/** Stored text as one short line: what customers typed into a field must not shape the answer around it. */
export function field(value: unknown): string {
  const line = String(value).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

export function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

export function addressText(address: Record<string, unknown>): string {
  const { address1, address2, city, state, zip, country } = address;
  const parts = [address1, address2, city, `${field(state)} ${field(zip)}`, country].map(field);
  return parts.filter((part) => part !== '').join(', ');
}

/** "Desk Lamp, black, battery (6086499569)". */
export function itemText(item: OrderView['items'][number]): string {
  return `${[item.name, ...Object.values(item.options)].map(field).join(', ')} (${field(item.item_id)})`;
}

export function methodText(paymentMethodId: string): string {
  if (paymentMethodId.startsWith('gift_card')) return 'the gift card';
  if (paymentMethodId.startsWith('paypal')) return 'PayPal';
  return paymentMethodId.startsWith('credit_card') ? 'the credit card' : field(paymentMethodId);
}

/** What a settled write came to. `done` words the success; it is used for nothing else. */
export function outcomeText(call: PastCall, todo: string, done: (args: JsonObject) => string): string {
  if (call.status === 'succeeded') return `${editText(call)}${done(call.ranArgs ?? call.args)}`;
  const why = errorText(call.content);
  if (/\bnot known whether\b/i.test(why)) return `I can't say yet whether I could ${todo}: a colleague is checking.`;
  return `I could not ${todo}. ${why}`;
}

/** An error's sentence without the word that marks it for the model. */
export function errorText(content: string): string {
  const text = content
    .replace(/^Error:\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const ended = /[.!?…]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

function editText({ args, ranArgs }: PastCall): string {
  if (!ranArgs) return '';
  const names = [...new Set([...Object.keys(args), ...Object.keys(ranArgs)])];
  const changes = names
    .filter((name) => JSON.stringify(args[name]) !== JSON.stringify(ranArgs[name]))
    .map((name) => `${name} from ${shown(args[name])} to ${shown(ranArgs[name])}`);
  return `The reviewer changed your request before it ran: ${changes.join('; ')}. `;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : `"${field(typeof value === 'string' ? value : JSON.stringify(value))}"`;
}
