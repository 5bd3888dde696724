import { systemActor } from '@/lib/domain/audit';
import { suggestSlug } from '@/lib/domain/knowledge';
import type { Transaction } from '@/lib/domain/sql';
import { storeVersion } from '@/lib/services/knowledge/save-next-article';
import { appendAudit } from '@/lib/store/audit/append-audit';

/** What the demo's shop tells its customers; the sample agent's rules say the same. */
const articles: { title: string; tags: string[]; body: string }[] = [
  {
    title: 'Shipping and delivery times',
    tags: ['shipping', 'delivery', 'tracking', 'abroad', 'international'],
    body: `We ship within one working day after an order is processed. Delivery in the United States takes 3 to 5 working days, to Alaska and Hawaii 7 to 10. We do not ship to other countries.

Shipping is free for orders of $50 or more; below that it costs $4.95.

You find the tracking number in the details of an order once it is on its way.`,
  },
  {
    title: 'Return policy',
    tags: ['returns', 'return period', 'send back'],
    body: `You can return a delivered order within 30 days of delivery, all of it or single items. Items must be unused and in their packaging.

Tell us the order and the items, and where the refund should go: to the original payment method or to a gift card you already have. We then mail you how to send the parcel; the return is free.

An order allows one return or one exchange, so please name all items at once.`,
  },
  {
    title: 'Refunds',
    tags: ['refund time', 'money back'],
    body: `A refund to a gift card is there at once. To a credit card or PayPal it takes 5 to 7 business days.

Refunds go to the original payment method, or for a return to a gift card you already have, if you prefer.`,
  },
  {
    title: 'Exchanging items',
    tags: ['exchange', 'swap', 'other size', 'other color'],
    body: `Items of a delivered order can be exchanged for another available variant of the same product, such as another size or color; never for another product.

Name a payment method for the difference in price. A gift card must cover the whole difference.

An order allows one exchange or one return, so please name all items at once.`,
  },
  {
    title: 'Cancelling an order',
    tags: ['cancel', 'cancellation'],
    body: `A pending order can be cancelled when it is no longer needed or was ordered by mistake. Once it is processed or delivered it cannot be cancelled; a delivered order can be returned.

You get the whole amount back: at once to a gift card, within 5 to 7 business days to any other payment method.`,
  },
  {
    title: 'Changing an order',
    tags: ['address change', 'change items', 'change payment'],
    body: `While an order is pending, we can change its address, its payment method or the variants of its items.

The payment method can be changed once, to another one of yours. The items can be changed once, each to another variant of the same product; after that the order can be neither changed nor cancelled.`,
  },
  {
    title: 'Gift cards',
    tags: ['gift card', 'voucher', 'balance'],
    body: `Gift cards are valid for two years from the day of purchase and pay for anything in the shop. They cannot be exchanged for cash.

The balance of your gift cards is in your account. If a gift card should pay for a whole order or for a difference in price, its balance must cover the full amount.`,
  },
  {
    title: 'Payment methods we accept',
    tags: ['payment', 'credit card', 'paypal'],
    body: `We accept credit cards (Visa, Mastercard, American Express), PayPal and our own gift cards. We do not accept cash on delivery, checks or payment by invoice.`,
  },
  {
    title: 'Your account and your data',
    tags: ['account', 'password', 'privacy', 'delete account'],
    body: `Your account holds your name, addresses, payment methods and orders. We can change your default address here in the chat; your email address and password you change yourself on the account page.

We never ask for your password. To delete your account and your data, ask for a person of our team.`,
  },
  {
    title: 'Opening hours and contact',
    tags: ['opening hours', 'contact', 'phone'],
    body: `This chat answers at any hour. The people of our support team are there Monday to Friday from 9:00 to 17:00 Eastern Standard Time; what you leave outside these hours is answered on the next working day.

We are a web shop and have no store you can visit.`,
  },
];

/** Writes the demo shop's knowledge base. */
export async function seedArticles(transaction: Transaction, authorId: string): Promise<void> {
  for (const article of articles) {
    const slug = suggestSlug(article.title);
    const reason = 'The first version';
    const content = { ...article, agents: ['retail'], archived: false };
    await storeVersion(transaction, { ...content, slug, version: 1, authorId, reason });
    const subject = { article: slug, version: '1' };
    await appendAudit(transaction, { action: 'article.saved', actor: systemActor('demo-seed'), subject, reason });
  }
}
