import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql, type Transaction } from '@/lib/domain/sql';

const canonicalOf = new Map<string, string>();

/**
 * SHA-256 of what `dumpStore` would give, for tests that ask hundreds of times: a document is canonicalized once, then
 * found again by its stored text.
 */
export async function hashStore(transaction: Transaction): Promise<string> {
  const rows = await transaction.query<{ part: string; id: string; document: string }>(sql`
    select part, id, document from (
    select 'orders' as part, order_id as id, document::text from store.orders
    union all select 'products', product_id, document::text from store.products
    union all select 'users', user_id, document::text from store.users) as record (part, id, document)
    order by id collate "C"`);
  const parts = ['orders', 'products', 'users'].map((part) => {
    const members = rows
      .filter((row) => row.part === part)
      .map(({ id, document }) => `${JSON.stringify(id)}:${canonical(document)}`);
    return `"${part}":{${members.join(',')}}`;
  });
  return createHash('sha256')
    .update(`{${parts.join(',')}}`)
    .digest('hex');
}

function canonical(document: string): string {
  let text = canonicalOf.get(document);
  if (text === undefined) {
    text = canonicalize(JSON.parse(document)) ?? '';
    canonicalOf.set(document, text);
  }
  return text;
}
