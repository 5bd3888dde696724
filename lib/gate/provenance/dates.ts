const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(?<name>${MONTHS.join('|')})[a-z]{0,6}\\.?`;
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?<year>\\d{4})';

const FORMS = [
  new RegExp(`(?<![\\d-])${YEAR}-(?<month>\\d{2})-(?<day>\\d{2})(?!\\d)`, 'g'),
  new RegExp(`\\b${MONTH} ${DAY}(?:,? ${YEAR})?\\b`, 'g'),
  new RegExp(`\\b${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?\\b`, 'g'),
  new RegExp(`(?<![\\d/])(?<month>\\d{1,2})/(?<day>\\d{1,2})/${YEAR}(?![\\d/])`, 'g'),
];

interface ReadDate {
  /** As "2024-05-15", and as "05-15" when no year is said; both readings of 5/6/2024. */
  keys: string[];
  at: number;
  length: number;
}

/** Every date in a normal text, however it is written. */
export function datesIn(normal: string): ReadDate[] {
  return FORMS.flatMap((form, index) =>
    Array.from(normal.matchAll(form)).flatMap((match) => {
      const { year, month, name, day = '' } = match.groups ?? {};
      const number = name === undefined ? Number(month) : MONTHS.indexOf(name) + 1;
      const keys = [keyOf(year, number, Number(day))];
      if (index === FORMS.length - 1) keys.push(keyOf(year, Number(day), number));
      const valid = keys.filter((key) => key !== null);
      return valid.length === 0 ? [] : [{ keys: valid, at: match.index, length: match[0].length }];
    }),
  );
}

function keyOf(year: string | undefined, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const short = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year === undefined ? short : `${year}-${short}`;
}
