import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitHidden, withMarks } from './hidden-characters';

const marks = (text: string) => splitHidden(text).flatMap(({ mark }) => mark ?? []);

test.each([
  ['a right-to-left override', 'pay \u202Etxt.exe', ['⟨U+202E⟩']],
  ['a zero-width space', 'ac\u200Bme', ['⟨U+200B⟩']],
  ['tag characters', 'ok\u{E0041}\u{E0042}', ['⟨U+E0041⟩', '⟨U+E0042⟩']],
  ['a no-break space', '42\u00A0EUR', ['⟨U+00A0⟩']],
  ['NUL and escape', '\u0000\u001B[2J', ['⟨U+0000⟩', '⟨U+001B⟩']],
  ['a Cyrillic letter in a Latin word', 'p\u0430ypal', ['⟨U+0430⟩']],
  ['smuggled variation selectors', 'a\uFE01\u{E0101}', ['⟨U+FE01⟩', '⟨U+E0101⟩']],
  ['a lone surrogate', 'a\uD800', ['⟨U+D800⟩']],
])('%s is marked', (_, text, expected) => {
  expect(marks(text)).toEqual(expected);
});

test.each(['Grüße, Ana-Zoë', 'два слова', 'Ελλάδα and more', 'line\n\ttab', 'love ❤️'])('%s is left alone', (text) => {
  expect(marks(text)).toEqual([]);
});

test('no character is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(splitHidden(text).reduce((all, part) => all + part.text, '')).toBe(text);
    }),
  );
});

test('a name holds the marks and none of the characters', () => {
  expect(withMarks('pay \u202Etxt.exe, p\u0430ypal, ac\u200Bme')).toBe(
    'pay ⟨U+202E⟩txt.exe, p\u0430⟨U+0430⟩ypal, ac⟨U+200B⟩me',
  );
});
