import type { Address, Order, OrderItem, PaymentMethod, StoreUser } from '../store/records';
import { dollarText, roundToCents, sumToCents } from './money';

/** "Ana Silva". */
export function nameOf(user: StoreUser): string {
  return `${user.name.first_name} ${user.name.last_name}`;
}

/** "order #W123 of Ana Silva". */
export function orderOf(order: Order, user: StoreUser): string {
  return `order ${order.order_id} of ${nameOf(user)}`;
}

/** "3 items, $412.20". */
export function sizeOf(order: Order): string {
  const total = sumToCents(order.items.map((item) => item.price));
  return `${countOf(order.items.length)}, ${dollarText(total)}`;
}

export function countOf(items: number): string {
  return items === 1 ? '1 item' : `${items} items`;
}

/** "Desk Lamp (color black, power source battery)". */
export function variantText(name: string, options: OrderItem['options']): string {
  const words = Object.entries(options).map(([option, value]) => `${option} ${String(value)}`);
  return words.length === 0 ? name : `${name} (${words.join(', ')})`;
}

/** "PayPal", "gift card 1234567" or "visa card ending 4242". */
export function methodText(method: PaymentMethod): string {
  if (method.source === 'paypal') return 'PayPal';
  if (method.source === 'gift_card') return `gift card ${method.id.replace(/^gift_card_/, '')}`;
  return `${method.brand ?? 'credit'} card ending ${method.last_four ?? method.id}`;
}

/** What a price difference means for the customer. */
export function differenceText(difference: number, method: PaymentMethod): string {
  if (roundToCents(difference) === 0) return 'no price difference';
  if (difference > 0) return `${dollarText(difference)} more, paid by ${methodText(method)}`;
  return `${dollarText(difference)} back to ${methodText(method)}`;
}

/** "123 Main St, Apt 1, San Francisco, CA 94105, USA". */
export function addressText({ address1, address2, city, state, zip, country }: Address): string {
  return [address1, address2, city, `${state} ${zip}`.trim(), country].filter((part) => part !== '').join(', ');
}
