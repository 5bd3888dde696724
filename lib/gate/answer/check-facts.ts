import type { AnswerFinding } from '@/lib/domain/answer';
import { normalText } from '../provenance/normal-text';
import type { AnswerEvidence } from './answer-evidence';
import { factsIn, type Fact } from './facts';
import { isTotal, isWorkedOut } from './known-amounts';

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
  const known = knownAmounts(text, evidence);
  return facts
    .filter(
      (fact) => !(fact.kind === 'amount' ? known.has(fact.cents) || isRough(fact, evidence) : stands(fact, evidence)),
    )
    .map(({ kind, at, length }) => ({ kind, quote: text.slice(at, at + length), at, why: WHY[kind], hint: HINT }));
}

/**
 * The amounts of a text that stand somewhere, and those that can be worked out from what it names: the nearest first,
 * because a sum stands beside what was added.
 */
export function knownAmounts(text: string, evidence: AnswerEvidence): ReadonlySet<number> {
  const facts = factsIn(text);
  const amounts = facts.filter((fact) => fact.kind === 'amount');
  const known = new Set(amounts.map(({ cents }) => cents).filter((cents) => isStated(cents, evidence)));
  const ofRecords = evidence.amounts.ofRecords(facts.flatMap((fact) => (fact.kind === 'id' ? [fact.text] : [])));
  for (let grown = true; grown;) {
    const found = amounts.filter((amount) => {
      if (known.has(amount.cents)) return false;
      const others = amounts.filter(({ cents }) => known.has(cents));
      const near = others.toSorted((one, other) => Math.abs(one.at - amount.at) - Math.abs(other.at - amount.at));
      const operands = [...near.map(({ cents }) => cents), ...ofRecords];
      return isWorkedOut(amount.cents, operands) || isTotalOf(amount, others, text);
    });
    for (const { cents } of found) known.add(cents);
    grown = found.length > 0;
  }
  return known;
}

/** A total under a list: of all amounts before it in a row, or of the last one of each line. */
function isTotalOf({ cents, at }: Amount, others: readonly Amount[], text: string): boolean {
  const before = others.filter((other) => other.at < at);
  const ofLines = before.filter((other, index) => {
    const next = before[index + 1];
    return next === undefined || text.slice(other.at, next.at).includes('\n');
  });
  return [before, ofLines].some((row) =>
    isTotal(
      cents,
      row.map((amount) => amount.cents),
    ),
  );
}

function isStated(cents: number, { index, amounts, told }: AnswerEvidence): boolean {
  if (told.has(cents) || amounts.isSum(cents)) return true;
  return index.findNumber(cents / 100, '') !== null || index.findNumber(-cents / 100, '') !== null;
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
