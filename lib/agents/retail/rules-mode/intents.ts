import { PATTERNS, type IntentKind, type Keyword } from './intent-patterns';

/** One thing asked for, with the part of the message that is about it. */
export interface Intent {
  kind: IntentKind;
  clause: string;
}

interface Match {
  keyword: Keyword;
  from: number;
  to: number;
}

const NEGATED =
  /\b(?:don['’]?t|do not|did not|didn['’]?t|never|not|without|instead of|rather than)\s+(?:[\w'’]+\s+){0,2}$/i;
const BECAUSE = /\b(?:because|since|due to)\b/i;
const JOINED = /(?:\b(?:and|then|also|plus)|,)\s*(?:(?:please|then|also|to|i want to|i['’]d like to)\s+)*$/i;
const BESIDE_REFUND: ReadonlySet<Keyword> = new Set<Keyword>(['cancel', 'return', 'store_credit', 'order_status']);
const SEPARATOR = /[,;.?!\n]|\b(?:and|then|also|plus)\b/gi;
const ORDER_ID = /#?\bW\d{4,}\b/i;

/** The things one message asks for, in its order. Empty when the grammar finds none. */
export function findIntents(text: string): Intent[] {
  const matches = matchKeywords(text)
    .filter((match) => !isNegated(text, match) && !isReason(text, match))
    .flatMap(refundAsReturn)
    .filter((match, index, all) => !isRepeat(text, match, all.slice(0, index)));
  const starts = matches.map((match, index) => clauseStart(text, matches[index - 1], match));
  return matches.map(({ kind }, index) => ({ kind, clause: text.slice(starts[index], starts[index + 1]) }));
}

/** Every keyword that does not begin inside an earlier one. */
function matchKeywords(text: string): Match[] {
  const found = PATTERNS.flatMap(([keyword, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ keyword, from: match.index, to: match.index + match[0].length })),
  );
  const kept: Match[] = [];
  for (const match of found.sort((one, other) => one.from - other.from)) {
    if (match.from >= (kept.at(-1)?.to ?? 0)) kept.push(match);
  }
  return kept;
}

function isNegated(text: string, { from }: Match): boolean {
  return NEGATED.test(text.slice(Math.max(0, from - 40), from));
}

/** "… because my return was late" asks for no return; "… because it is late, and return the lamp" does. */
function isReason(text: string, { from }: Match): boolean {
  const before = text.slice(0, from).replace(/^.*[.?!;\n]/s, '');
  return BECAUSE.test(before) && !JOINED.test(before);
}

function refundAsReturn(match: Match, _index: number, all: Match[]): (Match & { kind: IntentKind })[] {
  if (match.keyword !== 'refund') return [{ ...match, kind: match.keyword }];
  const asked = all.some(({ keyword }) => BESIDE_REFUND.has(keyword));
  return asked ? [] : [{ ...match, kind: 'return' }];
}

/** The same wish again is another one only when it goes on to name an order. */
function isRepeat(text: string, { keyword, from }: Match, earlier: Match[]): boolean {
  return earlier.some((match) => match.keyword === keyword) && !ORDER_ID.test(text.slice(from));
}

/** A clause begins after the last separator between the two keywords; the first one at the message's beginning. */
function clauseStart(text: string, previous: Match | undefined, match: Match): number {
  if (!previous) return 0;
  const last = [...text.slice(previous.to, match.from).matchAll(SEPARATOR)].at(-1);
  return last ? previous.to + last.index + last[0].length : match.from;
}
