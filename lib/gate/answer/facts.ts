import { datesIn } from '../provenance/dates';
import { numbersIn } from '../provenance/numbers';
import { aligned } from './aligned';

interface Place {
  at: number;
  length: number;
}

/** A part of a text that is right only if it stands somewhere, or can be worked out from what does. */
export type Fact = Place &
  (
    | { kind: 'amount'; cents: number; hedged: boolean }
    | { kind: 'date'; keys: string[] }
    | { kind: 'time'; least: number; most: number; unit: string }
    | { kind: 'id' | 'address'; text: string }
  );

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?:https?:\/\/|www\.)[^\s<>"')\]]+/gu;
const TIME =
  /(?<![\p{L}\p{N}_.,:/$-])(?<least>\d{1,3})(?:\s?(?:-|to|or|and)\s?(?<most>\d{1,3}))?(?:\s|-)(?:(?:business|working|calendar|full|more|additional)\s)?(?<unit>day|week|month|year|hour|minute)s?\b(?! (?:ago|old|earlier|later|before|after|prior))/gu;
const TOKEN = /#?[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu;
const HEDGE =
  /(?:\babout|\baround|\bapproximately|\broughly|\bapprox\.?|\bnearly|\balmost|~|≈)\s*(?:[$€£]?[\d.,]+\s?(?:-|to)?\s?)?$/u;
const EXAMPLE = /(?:\bexample|\be\.g\.?|\blooks?|\bformat|\bformatted) ?(?:like|is|as|of)?[\s:,"'(`*#\\]*$/u;
const PLACEHOLDER = /^\D*(?:0{4,}\d?|0*1234?5?6?7?8?9?0?)\D*$/;

/** Every fact of a text in the order of their places, none inside another. */
export function factsIn(text: string): Fact[] {
  const normal = aligned(text);
  const taken: Place[] = [];
  const facts: Fact[] = [];
  const take = (fact: Fact) => {
    if (taken.some(({ at, length }) => fact.at < at + length && at < fact.at + fact.length)) return;
    taken.push(fact);
    facts.push(fact);
  };
  addressesIn(normal).forEach(take);
  datesIn(normal).forEach(({ keys, at, length }) => take({ kind: 'date', keys, at, length }));
  timesIn(normal).forEach(take);
  amountsIn(normal).forEach(take);
  idsIn(text, normal).forEach(take);
  return facts.sort((one, other) => one.at - other.at);
}

function addressesIn(normal: string): Fact[] {
  return Array.from(normal.matchAll(ADDRESS), ({ 0: match, index: at }) => {
    const found = match.replace(/[.,;:!?*_`]+$/, '');
    return { kind: 'address', text: found, at, length: found.length };
  });
}

function timesIn(normal: string): Fact[] {
  return Array.from(normal.matchAll(TIME), ({ 0: match, index: at, groups = {} }) => {
    const least = Number(groups.least);
    const most = groups.most === undefined ? least : Number(groups.most);
    return { kind: 'time', least, most, unit: groups.unit ?? '', at, length: match.length };
  });
}

/** Money, and other numbers of four digits and more, which nobody says by chance. */
function amountsIn(normal: string): Fact[] {
  return numbersIn(normal).flatMap(({ value, money, at, length }): Fact[] => {
    const digits = normal.slice(at, at + length);
    if (money) {
      const hedged = HEDGE.test(normal.slice(Math.max(0, at - 20), at));
      return [{ kind: 'amount', cents: Math.abs(Math.round(value * 100)), hedged, at, length }];
    }
    return /^\d{1,3}(,\d{3})+$/.test(digits) ? [{ kind: 'id', text: digits, at, length }] : [];
  });
}

function idsIn(text: string, normal: string): Fact[] {
  return Array.from(normal.matchAll(TOKEN)).flatMap(({ 0: token, index: at }): Fact[] =>
    isId(token, text.slice(at, at + token.length)) && !isExample(normal, at, token)
      ? [{ kind: 'id', text: token, at, length: token.length }]
      : [],
  );
}

/** An id that only shows what ids look like. */
function isExample(normal: string, at: number, token: string): boolean {
  return PLACEHOLDER.test(token) && EXAMPLE.test(normal.slice(Math.max(0, at - 30), at));
}

/** Digits that name something: with a # or _ among them, four in a row, or together with capital letters. */
function isId(token: string, written: string): boolean {
  if (!/\p{N}/u.test(token) || /^\d{1,4}(?:st|nd|rd|th|s)$/.test(token)) return false;
  if (/[#_]/.test(token)) return /\d{3}/.test(token);
  // A count, such as 1000 pieces, or a year.
  if (/^(?:\d{1,2}00+|(?:19|20)\d\d)$/.test(token)) return false;
  // A measure, such as 500ml, 256gb or 13-inch.
  if (/^\d+(?:[a-z]{1,4}|-\p{L}+)$/u.test(token) && !/^\d{5,}-/.test(token)) return false;
  return /\d{4}/.test(token) || /^(?=.*\d)(?=.*\p{Lu})[\p{Lu}\d-]{5,}$/u.test(written);
}
