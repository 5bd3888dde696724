import type { EvidenceIndex } from '../provenance/evidence-index';
import { factsIn, type Fact } from './facts';
import { isTotal, isWorkedOut, type KnownAmounts } from './known-amounts';

type Amount = Extract<Fact, { kind: 'amount' }>;

/** What amounts may rest on: everything said, sums of records, and what the agent told before. */
interface AmountEvidence {
  readonly index: EvidenceIndex;
  readonly amounts: KnownAmounts;
  readonly told: ReadonlySet<number>;
}

/**
 * The amounts of a text that stand somewhere, and those that can be worked out from what it names: the nearest first,
 * because a sum stands beside what was added.
 */
export function amountsThatStand(text: string, evidence: AmountEvidence): ReadonlySet<number> {
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

function isStated(cents: number, { index, amounts, told }: AmountEvidence): boolean {
  if (told.has(cents) || amounts.isSum(cents)) return true;
  return index.findNumber(cents / 100, '') !== null || index.findNumber(-cents / 100, '') !== null;
}
