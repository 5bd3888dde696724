import type { ValueSource } from '@/lib/domain/provenance';
import { datesIn } from './dates';
import type { Origin } from './evidence';
import { normalText } from './normal-text';

/** What a text is traced in; the index, as far as this needs it. */
export interface Lookup {
  findText(text: string): Origin | null;
  findDate(keys: readonly string[]): Origin | null;
}

export interface TracedText {
  source: ValueSource;
  /** Of the whole text, or of the first known value in it. */
  origin: Origin | null;
  tainted: boolean;
  untraced: string[];
}

// From this many words on a text is prose: capitals in it name nothing by themselves.
const PROSE_WORDS = 6;
const QUOTE_WORDS = 5;
const MOST_QUOTES = 100;
const MOST_UNTRACED = 20;
const EXPRESSION = /^[\d.,\s+*/()-]*\d[\d.,\s+*/()-]*$/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const ATOM =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

/**
 * Where a text came from. One that stands in the record as a whole has that origin. Any other was put together by the
 * agent: then everything in it that could be wrong in a way that matters (numbers, dates, ids, addresses, and names in a
 * short text) is looked for by itself, and one that stands nowhere makes the whole text made up.
 */
export function traceText(text: string, lookup: Lookup): TracedText {
  const whole = lookup.findText(text);
  if (whole) return { source: whole.source, origin: whole, tainted: whole.outside, untraced: [] };
  const { words, facts, dates } = partsOf(text);
  if (words.length < 2) return { source: 'made_up', origin: null, tainted: false, untraced: [] };
  const found = [
    ...facts.map((fact) => ({ fact, origin: findFact(fact, lookup) })),
    ...dates.map(({ fact, keys }) => ({ fact, origin: lookup.findDate(keys) })),
  ];
  const untraced = found.filter(({ origin }) => origin === null).map(({ fact }) => fact);
  const origins = found.flatMap(({ origin }) => origin ?? []);
  const tainted = origins.some(({ outside }) => outside) || quotesOutside(words, lookup);
  const origin = origins[0] ?? null;
  if (untraced.length > 0) return { source: 'made_up', origin, tainted, untraced: untraced.slice(0, MOST_UNTRACED) };
  const isCombined = found.length > 0 && facts.length >= words.length;
  return { source: isCombined ? 'derived' : 'written', origin, tainted, untraced };
}

interface Parts {
  words: string[];
  facts: string[];
  dates: { fact: string; keys: string[] }[];
}

function partsOf(text: string): Parts {
  const dates = datesIn(normalText(text)).map(({ keys, at, length }) => ({
    fact: normalText(text).slice(at, at + length),
    keys,
  }));
  if (EXPRESSION.test(text) && dates.length === 0) {
    const facts = text.match(/\d[\d.,]*/g) ?? [];
    return { words: facts, facts, dates };
  }
  const words = (text.match(ATOM) ?? []).map(withoutMarks).filter((word) => word !== '');
  const inDates = new Set(dates.flatMap(({ fact }) => fact.split(/[\s,]+/)));
  const names = words.length < PROSE_WORDS ? namesIn(words) : new Set<string>();
  const facts = words.filter((word) => (isFact(word) || names.has(word)) && !inDates.has(normalText(word)));
  return { words, facts: [...new Set(facts)], dates };
}

/** A number with its unit behind it ("24h") is also known as the number. */
function findFact(fact: string, lookup: Lookup): Origin | null {
  const [, number] = /^\D?(\d[\d.,]*)\p{L}{1,4}$/u.exec(fact) ?? [];
  return lookup.findText(fact) ?? (number === undefined ? null : lookup.findText(number));
}

/** What can't be right unless it stands somewhere: digits, addresses, ids, links. */
function isFact(word: string): boolean {
  return /[\p{N}@_]|:\/\/|^www\./u.test(word) || /^[\p{L}\d-]+(\.[\p{L}\d-]+)+\/?/u.test(word);
}

/** Capitals in a short text name something, unless it is just the first word of a phrase. */
function namesIn(words: readonly string[]): Set<string> {
  const capital = (word: string) => /^\p{Lu}/u.test(word);
  const spaced = words.filter((word) => !UNSPACED.test(word));
  return new Set(spaced.every(capital) ? spaced : spaced.slice(1).filter(capital));
}

function withoutMarks(word: string): string {
  return word.replace(/^[^\p{L}\p{N}@$€£¥#/+-]+|[^\p{L}\p{N}%/]+$/gu, '');
}

/** True when some words in a row stand together only in text from outside. */
function quotesOutside(words: readonly string[], lookup: Lookup): boolean {
  const last = Math.min(words.length - QUOTE_WORDS, MOST_QUOTES);
  for (let at = 0; at <= last; at += 1) {
    if (lookup.findText(words.slice(at, at + QUOTE_WORDS).join(' '))?.outside) return true;
  }
  return false;
}
