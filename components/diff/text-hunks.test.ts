import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, textHunks } from './text-hunks';

test('shows the lines that change with two around them, and says how many stand above', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}\n`);
  const after = before.with(4, 'changed\n').toSpliced(15, 1);
  expect(
    textHunks(before.join(''), after.join('')).map(({ above, lines }) => ({
      above,
      lines: lines.map(({ kind, text }) => `${kind} ${text.trim()}`),
    })),
  ).toEqual([
    {
      above: 2,
      lines: ['same line 2', 'same line 3', 'removed line 4', 'added changed', 'same line 5', 'same line 6'],
    },
    { above: 13, lines: ['same line 13', 'same line 14', 'removed line 15', 'same line 16', 'same line 17'] },
  ]);
});

test('a line end at the end is a difference; the same text has none', () => {
  expect(textHunks('a', 'a\n')[0]?.lines.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  expect(textHunks('a\r\nb', 'a\r\nb')).toEqual([]);
  expect(textHunks('', '')).toEqual([]);
});

test('of any two texts the lines that stay and come make the new one, those that stay and go the old', () => {
  const text = fc.array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n')).map((lines) => lines.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const old = linesOf(before);
      for (const { above, lines } of textHunks(before, after)) {
        const gone = lines.filter(({ kind }) => kind !== 'added').map((line) => line.text);
        expect(old.slice(above, above + gone.length)).toEqual(gone);
      }
    }),
  );
});
