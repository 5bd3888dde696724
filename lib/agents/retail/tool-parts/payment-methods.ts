import { ToolError } from '@/lib/domain/tool';
import type { Order, PaymentMethod, StoreUser } from '../store/records';
import { dollarText, roundToCents } from './money';

/** Gift cards are told by their id, as the store's payment histories name nothing else. */
export function isGiftCard(paymentMethodId: string): boolean {
  return paymentMethodId.includes('gift_card');
}

/** True when any line of the order's payment history is on a gift card. */
export function paidByGiftCard(order: Order): boolean {
  return order.payment_history.some((payment) => isGiftCard(payment.payment_method_id));
}

/** One of the customer's payment methods. Throws ToolError when they have none of that id. */
export function requirePaymentMethod(user: StoreUser, paymentMethodId: string): PaymentMethod {
  const method = user.payment_methods[paymentMethodId];
  if (method) return method;
  throw new ToolError({
    message: 'payment method not found',
    hint: `Use one of the customer's own: ${Object.keys(user.payment_methods).join(', ') || 'they have none'}.`,
    pointer: '/payment_method_id',
  });
}

/** Throws ToolError when the method is a gift card that holds less than `amount` dollars. */
export function requireBalance(method: PaymentMethod, amount: number, message: string): void {
  if (method.source !== 'gift_card' || balanceOf(method) >= amount) return;
  throw new ToolError({
    message,
    hint: `The card holds ${dollarText(balanceOf(method))} and ${dollarText(amount)} is due. Offer another payment method of the customer.`,
    pointer: '/payment_method_id',
  });
}

/** The customer with `amount` dollars more (or less, when negative) on one gift card. */
export function withBalanceMoved(user: StoreUser, paymentMethodId: string, amount: number): StoreUser {
  const method = requirePaymentMethod(user, paymentMethodId);
  const balance = roundToCents(balanceOf(method) + amount);
  return { ...user, payment_methods: { ...user.payment_methods, [paymentMethodId]: { ...method, balance } } };
}

export function balanceOf(method: PaymentMethod): number {
  return method.balance ?? 0;
}

/** The gift card that store credit goes to: the first by id. Throws ToolError when the customer has none. */
export function creditedCardOf(user: StoreUser): PaymentMethod {
  const [first] = Object.values(user.payment_methods)
    .filter((method) => isGiftCard(method.id))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (first) return first;
  throw new ToolError({
    message: 'the customer has no gift card to credit',
    hint: 'Store credit needs a gift card. Hand over to a person, who can open one.',
    pointer: '/user_id',
  });
}
