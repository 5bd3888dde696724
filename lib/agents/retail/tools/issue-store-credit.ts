import { z } from 'zod';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { userId } from '../tool-parts/arguments';
import { dollarText } from '../tool-parts/money';
import { balanceOf, creditedCardOf, requirePaymentMethod, withBalanceMoved } from '../tool-parts/payment-methods';
import { refusalOf } from '../tool-parts/refusals';
import { recordIn } from '../tool-parts/revert';
import { ownUser } from '../tool-parts/scope';
import { nameOf } from '../tool-parts/sentences';
import type { StoreUser } from '../store/records';
import { lockStore, readStore, type StoreReader } from '../store/store-reader';
import { writeUser } from '../store/write-store';

const CENTS = 100;

const input = z.object({
  user_id: userId,
  amount_cents: z.int().min(1).max(10_000_000).describe('The credit in cents: 2500 is $25.00.'),
  reason: z.string().min(1).max(500).describe('Why the customer gets it, in one sentence a reviewer can judge.'),
});
type Input = z.infer<typeof input>;

async function change({ user_id, amount_cents }: Input, store: StoreReader) {
  const user = await store.user(user_id);
  const cardId = creditedCardOf(user).id;
  return { cardId, user: withBalanceMoved(user, cardId, amount_cents / CENTS) };
}

export const issueStoreCredit = defineTool({
  name: 'issue_store_credit',
  description:
    "Adds store credit to a customer's gift card, as a goodwill for something that went wrong. Say why in the reason. " +
    'Not for refunds: cancelling and returning pay those back. Needs a customer who has a gift card.',
  input,
  output: z.object({
    user_id: z.string(),
    payment_method_id: z.string(),
    amount_cents: z.int(),
    balance: z.number(),
  }),
  outputFrom: 'records',
  reversibility: 'compensable',
  delivery: 'transactional',
  scope: ownUser,
  check: (args, { transaction }) => refusalOf(() => change(args, readStore(transaction))),
  async execute(args, { transaction, event }) {
    const { user_id, amount_cents } = args;
    const { cardId, user } = await change(args, lockStore(transaction));
    await writeUser(transaction, user_id, user);
    event('credit_issued', { amount_cents });
    return { user_id, payment_method_id: cardId, amount_cents, balance: balanceOf(requirePaymentMethod(user, cardId)) };
  },
  async target({ user_id }, { transaction }) {
    return { users: { [user_id]: await readStore(transaction).user(user_id) } };
  },
  async summary({ user_id, amount_cents, reason }, { transaction }) {
    const user = await readStore(transaction).user(user_id);
    return `Credit ${dollarText(amount_cents / CENTS)} to the gift card of ${nameOf(user)} — ${reason}`;
  },
  effectKey: ({ user_id, amount_cents, reason }) =>
    `credit:${user_id}:${amount_cents}:${reason.trim().toLowerCase().replace(/\s+/g, ' ')}`,
  rateTarget: ({ user_id }) => Promise.resolve(user_id),
  repair: 'Take the amount off the gift card again; when it is spent, agree with the customer how to settle it.',
  async revert({ args: { user_id, amount_cents }, before }, { transaction }) {
    const cardId = creditedCardOf(recordIn<StoreUser>(before, 'users', user_id)).id;
    const user = await lockStore(transaction).user(user_id);
    const amount = amount_cents / CENTS;
    if (balanceOf(requirePaymentMethod(user, cardId)) < amount) {
      throw new ToolError({
        message: 'the credit has been spent since; nothing was taken back',
        hint: 'Agree with the customer how to settle it.',
      });
    }
    const debited = withBalanceMoved(user, cardId, -amount);
    await writeUser(transaction, user_id, debited);
    return { user_id, payment_method_id: cardId, balance: balanceOf(requirePaymentMethod(debited, cardId)) };
  },
  onFailure: 'tell_model',
});
