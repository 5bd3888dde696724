import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitStatement, StatementFilter } from './stated-confidence';

describe('what a model states of its confidence', () => {
  it.each<[string, string, { text: string; stated: unknown }]>([
    ['a last line', 'It is on its way.\n<confidence>0.92</confidence>', { text: 'It is on its way.', stated: 0.92 }],
    ['with a line break after it', 'Yes.\n\n<confidence> 1 </confidence>\n', { text: 'Yes.', stated: 1 }],
    ['nothing', 'It costs < 5 dollars.', { text: 'It costs < 5 dollars.', stated: null }],
    ['words', 'Yes.\n<confidence>high</confidence>', { text: 'Yes.', stated: 'unreadable' }],
    ['more than 1', 'Yes.\n<confidence>1.2</confidence>', { text: 'Yes.', stated: 'unreadable' }],
    ['a line that was cut off', 'Yes.\n<confidence>0.', { text: 'Yes.', stated: 'unreadable' }],
    [
      'in the middle',
      '<confidence>0.9</confidence> is odd.',
      { text: '<confidence>0.9</confidence> is odd.', stated: null },
    ],
  ])('%s', (_, text, expected) => {
    expect(splitStatement(text)).toEqual(expected);
  });

  it('never streams, however the text is cut into pieces, and everything else does', () => {
    const pieces = fc.array(
      fc.constantFrom('Yes', ' <b>', '<confidence>', '0.9', '</confidence>', '\n', '<', 'c', ' no'),
    );
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const text = parts.join('');
        const filter = new StatementFilter();
        const cut = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const shown = [...cut.map((piece) => filter.push(piece)), filter.end()].join('');
        expect(shown.trimEnd()).toBe(splitStatement(text).text.trimEnd());
      }),
      { numRuns: 2000 },
    );
  });
});
