/** Dollars as people read them: cents, and finer for what is less than a dollar; what is too little to tell is not nothing. */
export function dollars(usd: number): string {
  if (usd > 0 && usd < 0.000_05) return 'under $0.0001';
  const digits = usd > 0 && usd < 1 ? 4 : 2;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
