/**
 * Rounds dollars to cents as the recorded tools did: on the exact value of the double, a tie to the even cent. Only
 * eighths of a dollar can be exact ties.
 */
export function roundToCents(dollars: number): number {
  const eighths = dollars * 8;
  const isTie = Number.isInteger(eighths) && eighths % 2 !== 0;
  if (!isTie) return Number(dollars.toFixed(2));
  const below = Math.floor(dollars * 100);
  return (below % 2 === 0 ? below : below + 1) / 100;
}

/** "$1,204.50"; the sign is left to the sentence around it. */
export function dollarText(dollars: number): string {
  return Math.abs(dollars).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}

/** The sum of amounts in the order given, rounded to cents. */
export function sumToCents(amounts: readonly number[]): number {
  return roundToCents(amounts.reduce((sum, amount) => sum + amount, 0));
}

/** The same sum as a whole number of cents. */
export function centsOf(amounts: readonly number[]): number {
  return Math.round(sumToCents(amounts) * 100);
}
