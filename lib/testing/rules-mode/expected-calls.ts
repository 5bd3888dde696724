export const READ1 = 'get_order_details {"order_id":"#W1000001"}';
export const READ2 = 'get_order_details {"order_id":"#W1000002"}';
export const CANCEL1 = 'cancel_pending_order {"order_id":"#W1000001","reason":"ordered by mistake"}';
export const ADDRESS1 =
  'modify_pending_order_address {"order_id":"#W1000001","address1":"12 Elm St","address2":"Apt 4","city":"Springfield","state":"IL","country":"USA","zip":"62701"}';
export const returning = (ids: string[], method = 'credit_card_77') =>
  `return_delivered_order_items ${JSON.stringify({ order_id: '#W1000002', item_ids: ids, payment_method_id: method })}`;
export const credit = (cents: number, reason: string) =>
  `issue_store_credit ${JSON.stringify({ user_id: 'ana_silva_1001', amount_cents: cents, reason })}`;
export const USER = 'get_user_details {"user_id":"ana_silva_1001"}';
