/** Dollars as people read them: cents, and finer for what is less than a dollar. */
export function dollars(usd: number): string {
  const digits = usd > 0 && usd < 1 ? 4 : 2;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
