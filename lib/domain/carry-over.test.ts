import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOver, memberPart, type Part } from './carry-over';

interface Draft {
  title: string;
  rules: { key: number; when: string }[];
  hold: number | undefined;
}

const parts: Part<Draft>[] = [
  memberPart('title', 'Title'),
  memberPart('rules', 'Rules', (rules) => rules.map(({ when }) => when)),
  memberPart('hold', 'Hold'),
];
const base: Draft = { title: 'Refund', rules: [{ key: 1, when: 'a' }], hold: undefined };

describe('what was written is put on what others saved meanwhile', () => {
  test('each keeps what only one changed', () => {
    const mine = { ...base, title: 'Refunds' };
    const theirs = { ...base, hold: 30 };
    expect(carryOver(parts, { base, mine, theirs })).toEqual({
      draft: { title: 'Refunds', rules: base.rules, hold: 30 },
      theirs: ['Hold'],
      both: [],
    });
  });

  test('what both changed stays as it is here and is named', () => {
    const mine = { ...base, title: 'Refunds', hold: 10 };
    const theirs = { ...base, title: 'Money back', hold: 10 };
    const { draft, both, theirs: others } = carryOver(parts, { base, mine, theirs });
    expect(draft).toEqual(mine);
    expect(both).toEqual(['Title']);
    expect(others).toEqual([]);
  });

  test('what tells rows apart on the screen is no change', () => {
    const theirs = { ...base, rules: [{ key: 7, when: 'a' }] };
    expect(carryOver(parts, { base, mine: base, theirs })).toEqual({ draft: theirs, theirs: [], both: [] });
  });

  test('a part taken away here stays away', () => {
    const held = { ...base, hold: 5 };
    const mine = { ...held, hold: undefined };
    expect(carryOver(parts, { base: held, mine, theirs: { ...held, title: 'New' } }).draft).toEqual({
      ...base,
      title: 'New',
    });
  });

  test('nothing is lost: every part is theirs, or was changed here', () => {
    const draft = fc.record<Draft>({
      title: fc.constantFrom('a', 'b', 'c'),
      rules: fc.array(fc.record({ key: fc.nat(), when: fc.constantFrom('a', 'b') }), { maxLength: 2 }),
      hold: fc.option(fc.nat(3), { nil: undefined }),
    });
    fc.assert(
      fc.property(draft, draft, draft, (from, mine, theirs) => {
        const carried = carryOver(parts, { base: from, mine, theirs });
        for (const part of parts) {
          const [was, here, there, now] = [from, mine, theirs, carried.draft].map((one) =>
            JSON.stringify(part.of(one)),
          );
          expect(now).toBe(here === was ? there : here);
          expect(carried.both.includes(part.name)).toBe(here !== was && there !== was && here !== there);
          expect(carried.theirs.includes(part.name)).toBe(here === was && there !== was);
        }
      }),
    );
  });
});
