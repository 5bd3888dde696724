import type { TellEvent } from '@/lib/domain/business-event';
import type { JsonObject } from '@/lib/domain/json';
import type { ExecutionContext, Refusal, ToolContext } from '@/lib/domain/tool';
import type { Order, StoreUser } from '../store/records';
import { lockStore, readStore, type StoreReader } from '../store/store-reader';
import { writeOrder, writeUser } from '../store/write-store';
import { refusalOf } from './refusals';
import { ownOrder } from './scope';

/** What a write leaves behind: the order, and its customer when a gift card's balance moves. */
export interface ChangedRecords {
  order: Order;
  user?: StoreUser;
}

interface OrderWrite<Args> {
  /** The rule itself: reads, decides, and gives the changed records without writing. Throws ToolError to refuse. */
  change(args: Args, store: StoreReader): Promise<ChangedRecords>;
  /** True when the customer's gift card balance may move. The answer must be the same before and after the write. */
  movesBalance(args: Args, order: Order): boolean;
  /** Tells what the written change means to the business. */
  tell?(args: Args, changed: ChangedRecords, event: TellEvent): void;
}

/** The parts that every write to one order shares, made from its rule, so that check and execute cannot disagree. */
export function orderWrite<Args extends { order_id: string }>({ change, movesBalance, tell }: OrderWrite<Args>) {
  return {
    outputFrom: 'records' as const,
    scope: ownOrder,
    check: (args: Args, { transaction }: ToolContext): Promise<Refusal | null> =>
      refusalOf(() => change(args, readStore(transaction))),
    async execute(args: Args, { transaction, event }: ExecutionContext): Promise<Order> {
      const changed = await change(args, lockStore(transaction));
      const { order, user } = changed;
      await writeOrder(transaction, order);
      if (user) await writeUser(transaction, order.user_id, user);
      tell?.(args, changed, event);
      return order;
    },
    async rateTarget(args: Args, { transaction }: ToolContext): Promise<string> {
      return (await readStore(transaction).order(args.order_id)).user_id;
    },
    async target(args: Args, { transaction }: ToolContext): Promise<JsonObject> {
      const store = readStore(transaction);
      const order = await store.order(args.order_id);
      const orders = { [args.order_id]: order };
      return movesBalance(args, order)
        ? { orders, users: { [order.user_id]: await store.user(order.user_id) } }
        : { orders };
    },
  };
}
