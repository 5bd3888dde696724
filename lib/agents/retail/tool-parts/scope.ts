import type { Refusal, ToolContext } from '@/lib/domain/tool';
import { findOrder } from '../store/store-reader';
import { orderNotFound, userNotFound } from './refusals';

/** Scope of tools that read no customer's records. */
export function anyone(): Promise<null> {
  return Promise.resolve(null);
}

/** A customer touches their own orders only; staff any. An order that does not exist is left to `check`. */
export async function ownOrder(args: { order_id: string }, context: ToolContext): Promise<Refusal | null> {
  const { customerId } = context.requester;
  if (customerId === null) return null;
  const order = await findOrder(context.transaction, args.order_id);
  return !order || order.user_id === customerId ? null : orderNotFound();
}

/** A customer touches their own account only; staff any. */
export function ownUser(args: { user_id: string }, context: ToolContext): Promise<Refusal | null> {
  return Promise.resolve(mayTouchUser(args.user_id, context) ? null : userNotFound());
}

export function mayTouchUser(userId: string, { requester }: ToolContext): boolean {
  return requester.customerId === null || requester.customerId === userId;
}
