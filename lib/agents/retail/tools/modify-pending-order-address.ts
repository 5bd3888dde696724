import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { addressArguments, orderId } from '../tool-parts/arguments';
import { requireStatus } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import { recordIn, requireUnchanged } from '../tool-parts/revert';
import { addressText, orderOf } from '../tool-parts/sentences';
import { orderRecord, type Order } from '../store/records';
import { lockStore, readStore, type StoreReader } from '../store/store-reader';
import { writeOrder } from '../store/write-store';

const input = z.object({ order_id: orderId, ...addressArguments });
type Input = z.infer<typeof input>;

async function change({ order_id, ...address }: Input, store: StoreReader): Promise<ChangedRecords> {
  const order = await store.order(order_id);
  requireStatus(order, 'pending', 'non-pending order cannot be modified');
  return { order: { ...order, address } };
}

export const modifyPendingOrderAddress = defineTool({
  name: 'modify_pending_order_address',
  description:
    'Changes where a pending order is sent. The address replaces the old one whole, so give every part. ' +
    "Not for the customer's default address (modify_user_address) and not after shipping.",
  input,
  output: orderRecord,
  reversibility: 'reversible',
  delivery: 'transactional',
  ...orderWrite({ change, movesBalance: () => false }),
  async summary({ order_id, ...address }, { transaction }) {
    const store = readStore(transaction);
    const order = await store.order(order_id);
    const user = await store.user(order.user_id);
    return `Send ${orderOf(order, user)} to ${addressText(address)} instead of ${addressText(order.address)}`;
  },
  effectKey: () => null,
  repair:
    'Change the address back in the order system while the order is pending; once shipped, ask the carrier to redirect it.',
  async revert({ args, before, after }, { transaction }) {
    const order = await lockStore(transaction).order(args.order_id);
    requireStatus(order, 'pending', 'non-pending order cannot be modified');
    requireUnchanged(order.address, recordIn<Order>(after, 'orders', args.order_id).address);
    const restored = { ...order, address: recordIn<Order>(before, 'orders', args.order_id).address };
    await writeOrder(transaction, restored);
    return restored;
  },
  onFailure: 'tell_model',
});
