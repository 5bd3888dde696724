/** Calls a scripted agent makes on the demo's store. */

const street = { address2: '', city: 'Springfield', state: 'IL', country: 'USA', zip: '62701' };

export function sendTo(address1: string, orderId: string) {
  return { name: 'modify_pending_order_address', input: { order_id: orderId, address1, ...street } };
}

export function lookUp(orderId: string) {
  return { name: 'get_order_details', input: { order_id: orderId } };
}

export function email(to: string, subject: string, body: string) {
  return { name: 'send_email', input: { to, subject, body } };
}
