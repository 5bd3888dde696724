import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId } from '../rules/arguments';
import { reading } from '../rules/read-tool';
import { ownOrder } from '../rules/scope';
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
