import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { createRandom } from './random';
import { makeOrders } from './store-orders';
import { makeProducts } from './store-products';
import { makeUsers } from './store-users';

const SEED = 20_261_121;

/** The demo's store, made up from a seed: the same 40 customers, 12 products and 120 orders every time. */
export function makeStoreData(seed = SEED): StoreDocuments {
  const random = createRandom(seed);
  const products = makeProducts(random);
  const users = makeUsers(random);
  const orders = makeOrders(users, products, random);
  return {
    orders: Object.fromEntries(orders.map((order) => [order.order_id, order])),
    products: Object.fromEntries(products.map((product) => [product.product_id, product])),
    users: Object.fromEntries(users.map(({ id, user }) => [id, user])),
  };
}
