import { z } from 'zod';

const address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
  zip: z.string(),
});

/** What the grammar reads of an order; the tool's output has more. */
const order = z.object({
  order_id: z.string(),
  user_id: z.string(),
  status: z.string(),
  address,
  items: z.array(
    z.object({ item_id: z.string(), name: z.string(), price: z.number(), options: z.record(z.string(), z.json()) }),
  ),
  payment_history: z.array(z.object({ payment_method_id: z.string() })),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()) })).optional(),
});
export type OrderView = z.infer<typeof order>;

const user = z.object({
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  email: z.string(),
  orders: z.array(z.string()),
  payment_methods: z.record(z.string(), z.object({ source: z.string() })),
});
export type UserView = z.infer<typeof user>;

export const parseOrder = (content: string): OrderView | null => parse(order, content);
export const parseUser = (content: string): UserView | null => parse(user, content);

function parse<Value>(schema: z.ZodType<Value>, content: string): Value | null {
  try {
    return schema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}
