import { ToolError, type Refusal } from '@/lib/domain/tool';

/** Also the answer for somebody else's order: whether it exists is not the requester's business. */
export function orderNotFound(): Refusal {
  return {
    message: 'order not found',
    hint: 'Order ids start with "#W". Look the order up in get_user_details of the customer, or ask for the id again.',
    pointer: '/order_id',
  };
}

/** Also the answer for another customer's account. */
export function userNotFound(pointer = '/user_id'): Refusal {
  return {
    message: 'user not found',
    hint: 'Find the customer with find_user_id_by_email, or with find_user_id_by_name_zip when that finds nobody.',
    pointer,
  };
}

export function productNotFound(): Refusal {
  return {
    message: 'product not found',
    hint: 'Give a product id, not an item id. list_all_product_types lists every product id; get_item_details takes item ids.',
    pointer: '/product_id',
  };
}

/** Runs `work` and gives what it refused; anything else it throws goes on. */
export async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { message, hint, pointer } = error;
    return pointer === undefined ? { message, hint } : { message, hint, pointer };
  }
}
