import { betterOrigin, type Origin } from './evidence';
import { standsAlone, wordsOf } from './normal-text';

/** A text of the record that stands in the index once, however often its words are looked up. */
interface Text {
  normal: string;
  origin: Origin;
  /** Values that this text only repeats from a call that had made them up. */
  repeated: ReadonlySet<string>;
}

interface Place {
  text: Text;
  at: number;
}

// What one value may cost to look up, and all of them together: a text of one word repeated could hold a worker up. What is
// not looked at can only make a known value look unknown, never the reverse.
const MOST_PLACES = 5000;
const MOST_LOOKS = 2_000_000;

/** Finds phrases in texts by their words. Adding is linear in the text; finding looks at the rarest word's places only. */
export class PhraseIndex {
  readonly #places = new Map<string, Place[]>();
  readonly #whole = new Map<string, Text[]>();
  #looksLeft = MOST_LOOKS;

  add(text: Text): void {
    const words = wordsOf(text.normal);
    if (words.length === 0) push(this.#whole, text.normal, text);
    for (const word of words) push(this.#places, word.text, { text, at: word.at });
  }

  /** The best origin of a text that holds this core, with this mark in front of it if one is asked for; null when none does. */
  find(core: string, mark = ''): Origin | null {
    const words = wordsOf(core);
    if (words.length === 0) return bestOf((this.#whole.get(core) ?? []).map(({ origin }) => origin));
    let rarest: Place[] | undefined;
    let inner = 0;
    for (const word of words) {
      const places = this.#places.get(word.text);
      if (!places) return null;
      if (rarest && rarest.length <= places.length) continue;
      rarest = places;
      inner = word.at;
    }
    return this.#best(core, mark, rarest ?? [], inner);
  }

  #best(core: string, mark: string, places: readonly Place[], inner: number): Origin | null {
    let best: Origin | null = null;
    const looks = Math.min(places.length, MOST_PLACES, this.#looksLeft);
    this.#looksLeft -= looks;
    for (const { text, at } of places.slice(0, looks)) {
      const start = at - inner;
      if (!text.normal.startsWith(mark, start - mark.length)) continue;
      if (best === text.origin || start < 0 || !text.normal.startsWith(core, start)) continue;
      if (text.repeated.has(core) || !standsAlone(text.normal, start, core.length)) continue;
      best = betterOrigin(best, text.origin);
      if (best.source === 'user' && !best.outside) return best;
    }
    return best;
  }
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}

function bestOf(origins: readonly Origin[]): Origin | null {
  return origins.reduce<Origin | null>((best, origin) => betterOrigin(best, origin), null);
}
