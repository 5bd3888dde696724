/** Scripts that put no spaces between words: there every character counts as a word. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}_])+`, 'gu');
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}_]/u;

/** One word of a normal text and where it starts. */
export interface Word {
  text: string;
  at: number;
}

/**
 * The form texts are compared in: NFKC, small letters, straight quotes and hyphens, single spaces. Characters that look
 * alike or can't be seen stay different on purpose: an address that only looks like the customer's is not the customer's.
 */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–]/g, '-')
    .replace(/[—―]/g, ' - ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A value as it is looked for: its normal text without marks around it, so that "#W1" finds "W1" and the reverse. */
export function coreOf(text: string): string {
  const normal = normalText(text);
  const words = wordsOf(normal);
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? normal.slice(first.at, last.at + last.text.length) : normal;
}

/** The words of a normal text, in order. */
export function wordsOf(normal: string): Word[] {
  return Array.from(normal.matchAll(WORD), (match) => ({ text: match[0], at: match.index }));
}

/**
 * Whether `length` characters from `at` stand by themselves in a normal text: at the borders of words, and for what has
 * a digit, an @ or an underscore in it, not as a part of something longer either ("12" is not in "12.50", nor
 * "a@b.com" in "x.a@b.com").
 */
export function standsAlone(text: string, at: number, length: number): boolean {
  const value = text.slice(at, at + length);
  const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + length, at + length + 2)];
  if (isWord(before.at(-1)) && isWord(value.at(0)) && !isUnspaced(value.at(0))) return false;
  if (isWord(after.at(0)) && isWord(value.at(-1)) && !isUnspaced(value.at(-1))) return false;
  if (!/[\d@_]/.test(value)) return true;
  return !joins(before.at(-1), before.at(-2), value.at(0)) && !joins(after.at(0), after.at(1), value.at(-1));
}

/** True when this mark ties what is beyond it to the value's end beside it. */
function joins(mark: string | undefined, beyond: string | undefined, end: string | undefined): boolean {
  if (!isWord(beyond)) return false;
  if (mark !== undefined && '.-+@'.includes(mark)) return true;
  return mark !== undefined && ',:/'.includes(mark) && isDigit(beyond) && isDigit(end);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD_CHARACTER.test(character);
}

const UNSPACED_CHARACTER = new RegExp(`[${UNSPACED}]`, 'u');

function isUnspaced(character: string | undefined): boolean {
  return character !== undefined && UNSPACED_CHARACTER.test(character);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\d/.test(character);
}
