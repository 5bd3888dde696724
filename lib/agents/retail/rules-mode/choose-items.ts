import type { OrderView } from './records';

export type Choice = { itemIds: string[] } | { ask: 'which' | 'which_variant' };
type Item = OrderView['items'][number];

const ALL =
  /\b(?:all (?:of )?(?:it|them|the items|my items|items|three|four|five)|everything|both|(?:whole|entire) order|every item)\b|^\s*all\s*[.!]?\s*$/im;
const EXCEPT = /\b(?:except|but not|apart from|other than|all but)\b/i;

/**
 * The items of an order that the words name: by id, by name ("the desk lamp", or "the lamp" when no other item ends
 * so), or all of them. It asks rather than guesses between two variants of one product.
 */
export function chooseItems({ items }: OrderView, words: string): Choice {
  if (EXCEPT.test(words)) return { ask: 'which' };
  const byId = items.filter(({ item_id }) => words.includes(item_id));
  if (byId.length > 0) return { itemIds: byId.map(({ item_id }) => item_id) };
  const full = items.filter(({ name }) => wordPattern(name).test(words));
  const short = namedByLastWord(items, full, words);
  const everything = ALL.test(words);
  // "The lamp" where a desk lamp and a floor lamp are held names neither.
  if (namesOf(short).length > 1 && !everything) return { ask: 'which_variant' };
  const named = [...full, ...short];
  if (named.length === 0) return everything || items.length === 1 ? { itemIds: idsOf(items) } : { ask: 'which' };
  const chosen = namesOf(named).map((name) => {
    const variants = named.filter((item) => item.name === name);
    return everything ? variants : narrow(variants, words);
  });
  return chosen.some((variants) => variants.length > 1 && !everything)
    ? { ask: 'which_variant' }
    : { itemIds: idsOf(chosen.flat()) };
}

function namesOf(items: readonly Item[]): string[] {
  return [...new Set(items.map(({ name }) => name))];
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ item_id }) => item_id);
}

function namedByLastWord(items: readonly Item[], full: readonly Item[], words: string): Item[] {
  const rest = full.reduce((text, { name }) => text.replace(new RegExp(wordPattern(name), 'gi'), ' '), words);
  return items.filter((item) => !full.includes(item) && wordPattern(lastWord(item.name)).test(rest));
}

/** The variants whose options the words name most often; all of them on a tie. */
function narrow(variants: Item[], words: string): Item[] {
  const score = ({ options }: Item) =>
    Object.values(options).filter((value) => wordPattern(String(value)).test(words)).length;
  const best = Math.max(...variants.map(score));
  return variants.filter((item) => score(item) === best);
}

function lastWord(name: string): string {
  return name.split(' ').at(-1) ?? name;
}

function wordPattern(text: string): RegExp {
  return new RegExp(`(?<!\\w)${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/s$/i, '')}s?(?!\\w)`, 'i');
}
