/** Who the customer is, as far as the words say. */
export type Identity =
  | { by: 'user_id'; user_id: string }
  | { by: 'email'; email: string }
  | { by: 'name_zip'; first_name: string; last_name: string; zip: string };

export interface AddressSlots {
  address1: string;
  address2: string;
  city: string;
  state: string;
  country: string;
  zip: string;
}

const ADDRESS =
  /(?<![#\w])(?<address1>\d+[A-Za-z]?\s+[^,\n]+),\s*(?:(?<address2>[^,\n]+),\s*)?(?<city>\p{L}[\p{L} .'’-]*),\s*(?<state>[A-Z]{2})\.?,?\s+(?<zip>\d{5}(?:-\d{4})?)\b/iu;
const NAME_WORD = "(\\p{Lu}[\\p{L}'’-]+)";
const INTRODUCED = new RegExp(
  `(?:[Nn]ame(?: is|['’]s|:)?|[Ii] am|[Ii]['’]m|[Tt]his is|[Cc]ustomer|[Uu]ser|[Nn]amed|[Ff]or|[Oo]f|[Ii]s)\\s+${NAME_WORD}\\s+${NAME_WORD}`,
  'u',
);
const BEFORE_ZIP = new RegExp(
  `${NAME_WORD}\\s+${NAME_WORD},?\\s+(?:(?:and|my|from|in|with)\\s+)*(?:[Zz][Ii][Pp](?:[ -]?[Cc]ode)?:?\\s*(?:is\\s+)?)?\\d{5}\\b`,
  'u',
);

/** Order ids as the tools want them, "#W1234567", in the order they are named, each once. */
export function findOrderIds(text: string): string[] {
  return [...new Set([...text.matchAll(/#?\bW(\d{4,})\b/gi)].map(([, digits]) => `#W${digits}`))];
}

export function findIdentity(text: string): Identity | null {
  const userId = /\b\p{Ll}+_\p{Ll}+_\d{3,6}\b/u.exec(text)?.[0];
  if (userId) return { by: 'user_id', user_id: userId };
  const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0];
  if (email) return { by: 'email', email };
  const rest = text.replace(ADDRESS, ' ');
  const zip = /(?<![#$\w])\d{5}\b/.exec(rest)?.[0];
  const [, first, last] = BEFORE_ZIP.exec(rest) ?? INTRODUCED.exec(rest) ?? [];
  return zip && first && last ? { by: 'name_zip', first_name: first, last_name: last, zip } : null;
}

/** An address in the form "12 Elm St, Apt 4, Springfield, IL 62701"; the second part may be left out. */
export function findAddress(text: string): AddressSlots | null {
  const parts = ADDRESS.exec(text)?.groups;
  if (!parts) return null;
  const part = (name: string) => (parts[name] ?? '').trim();
  return {
    address1: part('address1'),
    address2: part('address2'),
    city: part('city'),
    state: part('state').toUpperCase(),
    country: 'USA',
    zip: part('zip'),
  };
}

export type CancelReason = 'no longer needed' | 'ordered by mistake';

export function findCancelReason(text: string): CancelReason | null {
  if (/\bmistake|\baccident|\bwrong(?:ly)?\b|\bdidn['’]?t mean to\b/i.test(text)) return 'ordered by mistake';
  const unwanted = /\bno longer\b|\b(?:don['’]?t|do not) (?:need|want)\b|\bnot need(?:ed)?\b|\bchanged my mind\b/i;
  return unwanted.test(text) ? 'no longer needed' : null;
}

/** The first amount of dollars in the text, in cents, counted on its digits and not on a rounded number. */
export function findCents(text: string): number | null {
  const [, after, before] =
    /\$\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?)\s*(?:dollars?|usd|bucks)\b/i.exec(text) ?? [];
  const [whole = '', fraction = ''] = (after ?? before ?? '').replaceAll(',', '').split('.');
  if (whole === '' || fraction.length > 2) return null;
  const cents = Number(whole + fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) && cents > 0 ? cents : null;
}

/** What stands after "because" and its like, to the end of its sentence. */
export function findReason(text: string): string | null {
  const [, reason] = /\b(?:because|since|due to|reason(?: is|:))\s+([^\n]+?)(?:[.!?](?:\s|$)|$)/im.exec(text) ?? [];
  return reason ? reason.trim().slice(0, 200) : null;
}
