import type { Json, JsonObject } from '@/lib/domain/json';

const MAX_DEPTH = 32;
const MAX_KEYS = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WHITESPACE = /[ \t\n\r]*/y;
// Any run of characters that need no escape, or one escape.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** Why a text is not acceptable as JSON, in a sentence. */
export class JsonRefusal extends Error {}

/** Parses JSON text without the leniencies of JSON.parse. Throws JsonRefusal. */
export function parseStrictJson(text: string, maxKeys = MAX_KEYS): Json {
  return new StrictParser(text, maxKeys).parse();
}

class StrictParser {
  private position = 0;
  private keys = 0;

  constructor(
    private readonly text: string,
    private readonly maxKeys: number,
  ) {}

  parse(): Json {
    const value = this.value(1);
    this.skipWhitespace();
    if (this.position < this.text.length) this.fail('There is text after the JSON value');
    return value;
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) this.fail(`The value is nested deeper than ${MAX_DEPTH} levels`);
    this.skipWhitespace();
    switch (this.text[this.position]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.word();
    }
  }

  private object(depth: number): JsonObject {
    const entries = new Map<string, Json>();
    this.position += 1;
    if (this.takes('}')) return {};
    do {
      this.skipWhitespace();
      const key = this.string();
      if (entries.has(key)) this.fail(`The key ${JSON.stringify(key)} stands twice in one object`);
      if (++this.keys > this.maxKeys) this.fail(`There are more than ${this.maxKeys} keys`);
      this.expect(':');
      entries.set(key, this.value(depth + 1));
    } while (this.takes(','));
    this.expect('}');
    // fromEntries defines own properties, so a key named __proto__ stays a key.
    return Object.fromEntries(entries);
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    this.position += 1;
    if (this.takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.takes(','));
    this.expect(']');
    return items;
  }

  private string(): string {
    const literal = this.match(STRING);
    if (literal === null) return this.fail('A string is missing, not closed, or has an invalid character');
    const value = JSON.parse(literal) as string;
    if (value.includes('\u0000')) this.fail('A string contains the NUL character');
    if (/\p{Surrogate}/u.test(value)) this.fail('A string contains half of a surrogate pair');
    return value;
  }

  private word(): Json {
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!this.text.startsWith(word, this.position)) continue;
      this.position += word.length;
      return value;
    }
    const literal = this.match(NUMBER);
    if (literal === null) return this.fail('A value is missing');
    const value = Number(literal);
    if (!Number.isFinite(value)) this.fail(`The number ${literal} is too large`);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      this.fail(`The integer ${literal} can't be represented exactly; send it as a string if the tool takes one`);
    }
    return value;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.position += found.length;
    return found;
  }

  private skipWhitespace(): void {
    this.match(WHITESPACE);
  }

  private takes(character: string): boolean {
    this.skipWhitespace();
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private expect(character: string): void {
    if (!this.takes(character)) this.fail(`"${character}" is missing`);
  }

  private fail(what: string): never {
    throw new JsonRefusal(`${what} (at character ${this.position + 1}).`);
  }
}
