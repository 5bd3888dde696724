import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId } from '../tool-parts/arguments';
import { reading } from '../tool-parts/read-tool';
import { ownOrder } from '../tool-parts/scope';
import { orderRecord } from '../store/records';
import { readStore } from '../store/store-reader';

const input = z.object({ order_id: orderId });

export const getOrderDetails = defineTool({
  name: 'get_order_details',
  description:
    'Shows one order: status, items with options and prices, address, payments and shipments. ' +
    "A customer's order ids are in get_user_details.",
  input,
  output: orderRecord,
  scope: ownOrder,
  ...reading(({ order_id }: z.infer<typeof input>, { transaction }) => readStore(transaction).order(order_id)),
});
