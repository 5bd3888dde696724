import type { Json, JsonObject } from '@/lib/domain/json';
import { stepsOf } from '@/lib/domain/json-pointer';
import { datesIn } from './dates';
import { betterOrigin, type Evidence, type Origin } from './evidence';
import { argumentLeaves, leavesOf, type Leaf } from './leaves';
import { coreOf, normalText } from './normal-text';
import { asNumber, numbersIn, wordFor } from './numbers';
import { PhraseIndex } from './phrase-index';
import { traceText } from './trace-text';

const MOST_NESTED_TEXT = 1_000_000;
const NOTHING: ReadonlySet<string> = new Set();

/** Something that was read and may have been written by somebody outside. */
export interface OutsideReading {
  tool: string;
  stepId: string;
}

/**
 * Everything a run's record says, ready to be asked where a value came from. It is built once for a turn, in the order
 * things were said, and each look-up costs by the value, not by the record.
 */
export class EvidenceIndex {
  readonly #phrases = new PhraseIndex();
  readonly #numbers = new Map<number, Origin>();
  readonly #money = new Map<number, Origin>();
  readonly #dates = new Map<string, Origin>();
  /** The days of dates that were said with their year. */
  readonly #days = new Map<string, Origin>();
  /** The first text from outside that the agent read. */
  outsideReading: OutsideReading | null = null;
  /** Whether our own systems told the agent anything. */
  holdsRecords = false;

  /** Adds what was said at one time: the answers of one turn's calls, none of which knew of the others. */
  add(moment: readonly Evidence[]): void {
    const known = moment.map((evidence) => ({ ...evidence, ...this.#judgeGiven(evidence) }));
    this.holdsRecords ||= known.some(
      ({ origin, computed }) => origin.source === 'tool' && !origin.outside && !computed,
    );
    for (const { origin, said, repeated, usable } of known) {
      if (usable) for (const leaf of leavesOf(unfolded(said))) this.#addLeaf(leaf, origin, repeated);
    }
  }

  findText(text: string): Origin | null {
    const core = coreOf(text);
    const found = core === '' ? null : this.#phrases.find(core);
    if (found) return found;
    const number = asNumber(core);
    if (number !== null) return this.findNumber(number, '');
    const [date] = datesIn(core);
    return date?.at === 0 && date.length === core.length ? this.findDate(date.keys) : null;
  }

  /** Whether an id with a # in front stands somewhere as it is: "12" may have been a number of things, "#12" is an order. */
  saysMarked(id: string): boolean {
    return this.#phrases.find(coreOf(id), '#') !== null;
  }

  /** `name` is the argument's: one in cents is also found as the dollars they are. */
  findNumber(value: number, name: string): Origin | null {
    const word = wordFor(value);
    const [exact, dollars] = [this.#numbers.get(value), isCents(name) ? this.#money.get(value / 100) : undefined];
    return exact ?? dollars ?? (word === null ? null : this.#phrases.find(word));
  }

  /** A date said without its year counts: which year is meant is no invention worth a warning. */
  findDate(keys: readonly string[]): Origin | null {
    const found = keys.flatMap((key) => {
      const exact = this.#dates.get(key) ?? (key.length === 5 ? this.#days.get(key) : undefined);
      return exact ?? this.#dates.get(key.slice(-5)) ?? [];
    });
    return found.reduce<Origin | null>((best, origin) => betterOrigin(best, origin), null);
  }

  /** What an answer only repeats, and whether what was worked out from the arguments rests on anything. */
  #judgeGiven({ origin, given, computed }: Evidence) {
    const unknown = given ? this.#unknownIn(given) : { values: NOTHING, outside: false };
    const outside = origin.outside || (computed === true && unknown.outside);
    return { origin: { ...origin, outside }, repeated: unknown.values, usable: !computed || unknown.values.size === 0 };
  }

  /** The given values that stand nowhere yet, in the form they are looked up by, and whether one came from outside. */
  #unknownIn(given: JsonObject): { values: Set<string>; outside: boolean } {
    const values = new Set<string>();
    let outside = false;
    for (const { name, value } of argumentLeaves(given)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const traced = typeof value === 'string' ? traceText(value, this) : null;
      const origin = traced ? traced.origin : this.findNumber(Number(value), name);
      outside ||= origin?.outside === true || traced?.tainted === true;
      if (traced ? traced.source === 'made_up' : !origin) values.add(coreOf(String(value)));
      for (const missing of traced?.untraced ?? []) values.add(coreOf(missing));
    }
    return { values, outside };
  }

  #addLeaf({ pointer, name, value }: Leaf, origin: Origin, repeated: ReadonlySet<string>): void {
    for (const step of stepsOf(pointer)) if (!/^\d{1,4}$/.test(step)) this.#addText(step, origin, repeated);
    if (typeof value === 'string') this.#addText(value, origin, repeated);
    if (typeof value === 'number') this.#addNumber(value, origin, { money: !isCents(name), repeated });
    if (typeof value === 'number' && isCents(name)) {
      this.#addNumber(value / 100, origin, { money: true, repeated });
    }
  }

  #addText(text: string, origin: Origin, repeated: ReadonlySet<string>): void {
    const normal = normalText(text);
    if (normal === '') return;
    this.#noteOutside(origin);
    this.#phrases.add({ normal, origin, repeated });
    for (const { value, money } of numbersIn(normal)) this.#addNumber(value, origin, { money, repeated });
    for (const { keys, at, length } of datesIn(normal)) {
      if (repeated.has(normal.slice(at, at + length))) continue;
      for (const key of keys) {
        this.#dates.set(key, betterOrigin(this.#dates.get(key) ?? null, origin));
        const day = key.slice(-5);
        if (day !== key) this.#days.set(day, betterOrigin(this.#days.get(day) ?? null, origin));
      }
    }
  }

  #addNumber(value: number, origin: Origin, how: { money: boolean; repeated: ReadonlySet<string> }): void {
    if (how.repeated.has(String(value))) return;
    this.#numbers.set(value, betterOrigin(this.#numbers.get(value) ?? null, origin));
    if (how.money) this.#money.set(value, betterOrigin(this.#money.get(value) ?? null, origin));
  }

  #noteOutside({ outside, tool, stepId }: Origin): void {
    if (outside) this.outsideReading ??= { tool: tool ?? '', stepId: stepId ?? '' };
  }
}

/** True for the name of a value in cents rather than in dollars. */
export function isCents(name: string): boolean {
  return /(^|_|\b)(cents|minor)(_|\b|$)|(Cents|Minor)(Units)?$/.test(name);
}

/** A text that is itself JSON is read as what it says. */
export function unfolded(said: Json): Json {
  if (typeof said !== 'string' || !/^\s*[[{]/.test(said) || said.length > MOST_NESTED_TEXT) return said;
  try {
    return JSON.parse(said) as Json;
  } catch {
    return said;
  }
}
