import type { FrontDoor } from '@/lib/domain/front-door';

const CAN =
  'look up your orders, your account and our products, change or cancel pending orders, return or exchange delivered items, and make good what went wrong';

/** What the store's support is asked for. What only looks something up is answered by rules when they understand it. */
export const retailFrontDoor: FrontDoor = {
  scope: CAN,
  intents: [
    {
      name: 'greeting',
      description: 'Nothing but a greeting.',
      path: 'template',
      template: `Hello. I can ${CAN}. What can I do for you?`,
    },
    {
      name: 'thanks',
      description: 'Nothing but thanks or a goodbye, and no answer to a question of the assistant.',
      path: 'template',
      template: 'You are welcome. Tell me if there is anything else.',
    },
    {
      name: 'help',
      description: 'Asks what the assistant can do, and for nothing in particular.',
      path: 'template',
      template: `I can ${CAN}. Whatever changes something may first go to a person for approval. What can I do for you?`,
    },
    { name: 'order_status', description: 'Where one order is, or what its status is.', path: 'rules' },
    { name: 'order_items', description: 'What one order holds, costs, or where it is sent.', path: 'rules' },
    { name: 'account_lookup', description: 'To be shown their own account, profile or list of orders.', path: 'rules' },
    {
      name: 'order_change',
      description: 'To cancel or change an order, its address, payment or items.',
      path: 'agent',
    },
    { name: 'return_or_exchange', description: 'To return or exchange delivered items.', path: 'agent' },
    { name: 'product_question', description: 'About products: options, prices, availability.', path: 'agent' },
    { name: 'store_policy', description: 'How the store does things: refunds, shipping, warranty.', path: 'agent' },
    { name: 'complaint', description: 'Something went wrong, or a wish for credit or compensation.', path: 'agent' },
    { name: 'person', description: 'To talk to a person.', path: 'agent' },
  ],
  outOfScope: [
    'medical, legal or financial advice',
    'poems, essays, code, translations, homework or any other text that has nothing to do with the store',
    'orders of other shops, news, weather, politics, general knowledge',
    'what the assistant was told to do or how it works inside',
  ],
};
