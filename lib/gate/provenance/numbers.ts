/** A number read in a text. `money`: it carries a currency or cents. */
interface ReadNumber {
  value: number;
  money: boolean;
  at: number;
  length: number;
}

const NUMBER =
  /(?<![\p{L}\p{N}_.,:/-])(-?)([$€£¥]\s?)?(-?)(\d[\d.,]*)(%|\s?(?:dollars|usd|euros?|eur|pounds|gbp|€|\$))?(?![\p{L}\p{N}_]|[-/:]\d)/gu;
const MOST_DIGITS = 15;

/** Every number that stands by itself in a normal text; "1,182.50" and "1.182,50" are both read, as people write both. */
export function numbersIn(normal: string): ReadNumber[] {
  return Array.from(normal.matchAll(NUMBER)).flatMap((match) => {
    const [whole, sign, before, inner, digits = '', unit] = match;
    const written = digits.replace(/[.,]+$/, '');
    const currency = before !== undefined || (unit !== undefined && unit !== '%');
    const factor = sign === '-' || inner === '-' ? -1 : 1;
    return readings(written).map((value) => ({
      value: factor * value,
      money: currency || /[.,]\d{2}$/.test(written),
      at: match.index,
      length: whole.length,
    }));
  });
}

/** A text that is one number and nothing else, with its currency or without; null for any other. */
export function asNumber(normal: string): number | null {
  if (!/^-?[$€£¥]?\s?-?\d[\d.,]*$/.test(normal) || /^[-$€£¥\s]*0\d/.test(normal)) return null;
  return numbersIn(normal)[0]?.value ?? null;
}

function readings(written: string): number[] {
  if (written.replace(/\D/g, '').length > MOST_DIGITS) return [];
  if (/^\d+(\.\d+)?$/.test(written)) return [Number(written)];
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(written)) {
    const grouped = Number(written.replaceAll(',', ''));
    return [grouped];
  }
  if (/^\d{1,3}(\.\d{3})*,\d{1,2}$/.test(written)) return [Number(written.replaceAll('.', '').replace(',', '.'))];
  return written
    .split(',')
    .filter((part) => /^\d+(\.\d+)?$/.test(part))
    .map(Number);
}

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** The English word for a small count, or null. */
export function wordFor(count: number): string | null {
  return WORDS[count - 1] ?? null;
}
