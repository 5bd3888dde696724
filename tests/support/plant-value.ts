/** The kinds of values that a wrong one is planted for, as a reader would tell them: not as the checker does. */
const KINDS = {
  amount: /\$\d[\d,]*(?:\.\d{1,2})?/g,
  id: /#?\b[A-Z]{1,3}\d{3,}\b|\b[a-z]+(?:_[a-z]+)*_\d{3,}\b|\b\d{8,}\b|\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{6}\b/g,
  date: /\b\d{4}-\d{2}-\d{2}\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b/g,
};
export type PlantedKind = keyof typeof KINDS;

export interface Planted {
  kind: PlantedKind;
  text: string;
  /** What stood there, and what stands there now. */
  was: string;
  is: string;
}

/** A text with one of its amounts, ids or dates made wrong, the same for the same seed; null when it has none. */
export function plantWrongValue(text: string, before: string, seed: number): Planted | null {
  const random = randomFrom(seed);
  const values = Object.entries(KINDS).flatMap(([kind, form]) =>
    Array.from(text.matchAll(form), (match) => ({ kind: kind as PlantedKind, was: match[0], at: match.index })),
  );
  const chosen = values[Math.floor(random() * values.length)];
  if (!chosen) return null;
  const { kind, was, at } = chosen;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const is = kind === 'date' ? otherDay(was, random) : otherDigits(was, random);
    const bare = is.replace(/[$#,]/g, '');
    // A wrong value must not happen to be another true one.
    if (is === was || before.includes(bare) || before.includes(is) || text.includes(is)) continue;
    if (kind === 'amount' && before.includes(String(Number(bare)))) continue;
    if (kind === 'date' && before.includes(new Date(`${is} 2024 UTC`).toJSON()?.slice(4, 10) ?? is.slice(4))) continue;
    return { kind, text: text.slice(0, at) + is + text.slice(at + was.length), was, is };
  }
  return null;
}

/** One or two digits changed, never the first one to zero. */
function otherDigits(value: string, random: () => number): string {
  const places = Array.from(value.matchAll(/\d/g), ({ index }) => index);
  const digits = [...value];
  for (let changes = random() < 0.5 ? 1 : 2; changes > 0; changes -= 1) {
    const place = places[Math.floor(random() * places.length)] ?? 0;
    const digit = 1 + Math.floor(random() * 9);
    digits[place] = String(digit);
  }
  return digits.join('');
}

function otherDay(date: string, random: () => number): string {
  const day = String(1 + Math.floor(random() * 28));
  return date.replace(/\d{1,2}$/, (was) => (was.length === 2 ? day.padStart(2, '0') : day));
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
