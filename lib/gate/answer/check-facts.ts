import type { AnswerFinding } from '@/lib/domain/answer';
import { normalText } from '../provenance/normal-text';
import { amountsThatStand } from './amounts-that-stand';
import type { AnswerEvidence } from './answer-evidence';
import { factsIn, type Fact } from './facts';

type Amount = Extract<Fact, { kind: 'amount' }>;
type Time = Extract<Fact, { kind: 'time' }>;

const HINT = 'Say only what a tool answered, the customer said or your instructions hold: look it up, or leave it out.';

const WHY: Record<Fact['kind'], string> = {
  amount: 'This amount stands nowhere, and is no sum or difference of amounts that do.',
  date: 'This date stands nowhere.',
  time: 'Nobody said that it takes this long.',
  id: 'This number or id stands nowhere.',
  address: 'This address stands nowhere.',
};

/** The amounts, dates, ids, addresses and lengths of time of a text that stand nowhere. */
export function checkFacts(text: string, evidence: AnswerEvidence): AnswerFinding[] {
  const facts = factsIn(text);
  const known = amountsThatStand(text, evidence);
  return facts
    .filter(
      (fact) => !(fact.kind === 'amount' ? known.has(fact.cents) || isRough(fact, evidence) : stands(fact, evidence)),
    )
    .map(({ kind, at, length }) => ({ kind, quote: text.slice(at, at + length), at, why: WHY[kind], hint: HINT }));
}

/** "About $500" is as exact as its last digit that is not zero: something known must be that near. */
function isRough({ hedged, cents }: Amount, { index }: AnswerEvidence): boolean {
  const step = [10_000, 1_000, 100].find((size) => cents % size === 0);
  if (!hedged || step === undefined) return false;
  for (let near = cents - step; near <= cents + step; near += 1) {
    if (index.findNumber(near / 100, '') !== null) return true;
  }
  return false;
}

function stands(fact: Exclude<Fact, Amount>, evidence: AnswerEvidence): boolean {
  const { index } = evidence;
  if (fact.kind === 'date') return index.findDate(fact.keys) !== null;
  if (fact.kind === 'time') return isSaid(fact, evidence);
  if (index.findText(fact.text) !== null) return true;
  if (evidence.idEnds.has(fact.text)) return true;
  const [, digits] = /^#?[a-z]{0,2}(\d{6,})$/.exec(fact.text) ?? [];
  if (digits !== undefined && index.findText(digits) !== null) return true;
  const parts = fact.text.split(/[-/]/).filter((part) => /\d/.test(part));
  return parts.length > 1 && fact.kind === 'id' && parts.every((part) => index.findText(part) !== null);
}

function isSaid({ least, most, unit }: Time, { index }: AnswerEvidence): boolean {
  const ends = least === most ? [`${least}`] : [`${least}-${most}`, `${least} to ${most}`, `${least} and ${most}`];
  const phrases = ends.flatMap((end) =>
    ['', ' business', ' working', ' calendar'].flatMap((sort) => [`${end}${sort} ${unit}s`, `${end}${sort} ${unit}`]),
  );
  if (phrases.some((phrase) => index.findText(normalText(phrase)) !== null)) return true;
  return least === most && index.findNumber(least, '') !== null;
}
