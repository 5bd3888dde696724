import { z } from 'zod';
import type { JsonObject } from '@/lib/domain/json';

export type Address = {
  address1: string;
  address2: string;
  city: string;
  state: string;
  country: string;
  zip: string;
};

export type PaymentMethod = { id: string; source: string; balance?: number; brand?: string; last_four?: string };

/** One line of an order's payment history; amounts are dollars as doubles, as the store's data has them. */
export type Payment = { transaction_type: string; amount: number; payment_method_id: string };

export type OrderItem = { name: string; product_id: string; item_id: string; price: number; options: JsonObject };

/** An order of the store. Fields it does not list are kept as they came. */
export type Order = {
  order_id: string;
  user_id: string;
  status: string;
  address: Address;
  items: OrderItem[];
  payment_history: Payment[];
};

/** A customer. The key of `store.users` is its id, which the document itself need not carry. */
export type StoreUser = {
  name: { first_name: string; last_name: string };
  email: string;
  address: Address;
  payment_methods: Record<string, PaymentMethod>;
  orders: string[];
};

export type Variant = { item_id: string; options: JsonObject; available: boolean; price: number };
export type Product = { name: string; product_id: string; variants: Record<string, Variant> };

const options = z.record(z.string(), z.json());

const address: z.ZodType<Address> = z.looseObject({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
  zip: z.string(),
});

export const orderRecord: z.ZodType<Order> = z.looseObject({
  order_id: z.string(),
  user_id: z.string(),
  status: z.string(),
  address,
  items: z.array(
    z.looseObject({ name: z.string(), product_id: z.string(), item_id: z.string(), price: z.number(), options }),
  ),
  payment_history: z.array(
    z.looseObject({ transaction_type: z.string(), amount: z.number(), payment_method_id: z.string() }),
  ),
});

export const userRecord: z.ZodType<StoreUser> = z.looseObject({
  name: z.looseObject({ first_name: z.string(), last_name: z.string() }),
  email: z.string(),
  address,
  payment_methods: z.record(
    z.string(),
    z.looseObject({
      id: z.string(),
      source: z.string(),
      balance: z.number().exactOptional(),
      brand: z.string().exactOptional(),
      last_four: z.string().exactOptional(),
    }),
  ),
  orders: z.array(z.string()),
});

export const variantRecord: z.ZodType<Variant> = z.looseObject({
  item_id: z.string(),
  options,
  available: z.boolean(),
  price: z.number(),
});

export const productRecord: z.ZodType<Product> = z.looseObject({
  name: z.string(),
  product_id: z.string(),
  variants: z.record(z.string(), variantRecord),
});
