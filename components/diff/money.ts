const CENTS = 100;
const IN_CENTS = /_cents$/;
const IN_MONEY = /(^|_)(amount|price|total|subtotal|balance|cost|fee|refund|credit)$/;

/**
 * A number as money when its field is named like one: "amount_cents" 4200 reads "42.00 (4,200 cents)", "price" 12.5 reads
 * "12.50". No digit is rounded away. Undefined for any other field.
 */
export function moneyText(name: string, value: number): string | undefined {
  if (IN_CENTS.test(name)) return `${withDigits(value / CENTS)} (${value.toLocaleString('en')} cents)`;
  return IN_MONEY.test(name) ? withDigits(value) : undefined;
}

/** The change of a number of such a field, in the same unit; a sum of doubles is told to the cent. */
export function moneyDifference(name: string, by: number): string | undefined {
  if (IN_CENTS.test(name)) return withDigits(by / CENTS);
  return IN_MONEY.test(name) ? withDigits(Math.round(by * CENTS) / CENTS) : undefined;
}

function withDigits(value: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 20 });
}
