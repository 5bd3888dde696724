import { describe, expect, it } from 'vitest';
import { hiddenTextIn } from './hidden-text';

describe('hidden text in a message', () => {
  it.each([
    ['a plain message', 'Where is my order #W123?\n\tThanks', []],
    ['right-to-left marks', 'refund \u202Etxt.exe', ['1 right-to-left mark']],
    ['tag characters', 'hi\u{E0048}\u{E0049}', ['2 tag characters']],
    ['a zero-width space', 'can\u200Bcel', ['1 invisible character']],
    ['a joiner where none belongs', 'a \u200Db', ['1 invisible character']],
    ['private use', '\uE000', ['1 private character']],
    ['a control', 'a\u0008b', ['1 control']],
    ['a family in one picture', '👩‍👩‍👧 ❤️', []],
    ['a joiner that Persian spells with', 'می‌خواهم', []],
    ['a space of a text that was pasted', '12\u00A0€', []],
  ])('%s', (_, text, found) => {
    expect(hiddenTextIn(text)).toEqual(found);
  });
});
