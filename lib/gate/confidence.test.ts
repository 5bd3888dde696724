import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceOf, noDoubts, type Doubts } from './confidence';

const START = 0.9;
const valueOf = (doubts: Partial<Doubts>, start = START) => confidenceOf({ ...noDoubts, ...doubts }, start).value;

describe('confidence', () => {
  it.each<[string, Partial<Doubts>, number]>([
    ['begins where nothing was stated', {}, 0.9],
    ['begins with what the model stated', { stated: 0.7 }, 0.7],
    ['takes an unreadable statement for none', { stated: 'unreadable' }, 0.855],
    ['falls with a made-up argument', { madeUp: 1 }, 0.54],
    ['falls less with a second one', { madeUp: 2 }, 0.486],
    ['falls when text from outside was read', { tainted: true }, 0.63],
    ['falls with an earlier failure', { troubles: 1 }, 0.81],
    ['falls with an earlier rejection', { rejections: 1 }, 0.765],
    ['falls with what the check of the answer found', { findings: 1 }, 0.54],
    ['falls when rules answered in an outage', { standIn: true }, 0.765],
    ['falls with the front door’s doubt', { understood: 0.85 }, 0.765],
    ['falls when the front door got no answer', { understood: 'unanswered' }, 0.855],
    ['falls with hidden text', { hidden: ['2 tag characters'] }, 0.72],
    ['falls with new words', { novelty: 0.5 }, 0.765],
    ['stays with a message of known words', { novelty: 0 }, 0.9],
  ])('%s', (_, doubts, expected) => {
    expect(valueOf(doubts)).toBe(expected);
  });

  it('says why in a sentence for each thing that lowered it, and nothing else', () => {
    expect(confidenceOf({ ...noDoubts, stated: 0.95, madeUp: 2, novelty: 0 }, START)).toEqual({
      value: 0.513,
      stated: 0.95,
      reasons: [
        { kind: 'made_up', factor: 0.54, why: '2 arguments were made up: the run’s record holds no source for it.' },
      ],
    });
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.integer({ min: 0, max: 9 });
const anyDoubts: fc.Arbitrary<Doubts> = fc.record({
  stated: fc.option(share),
  madeUp: count,
  tainted: fc.boolean(),
  troubles: count,
  rejections: count,
  findings: count,
  standIn: fc.boolean(),
  understood: fc.option(share),
  hidden: fc.array(fc.constant('1 control'), { maxLength: 2 }),
  novelty: fc.option(share),
});

const more = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));

/** Every doubt of either. */
function both(a: Doubts, b: Doubts): Doubts {
  return {
    stated: a.stated,
    madeUp: Math.max(a.madeUp, b.madeUp),
    tainted: a.tainted || b.tainted,
    troubles: Math.max(a.troubles, b.troubles),
    rejections: Math.max(a.rejections, b.rejections),
    findings: Math.max(a.findings, b.findings),
    standIn: a.standIn || b.standIn,
    understood: less(a.understood, b.understood),
    hidden: [...a.hidden, ...b.hidden],
    novelty: more(a.novelty, b.novelty),
  };
}

function less(a: Doubts['understood'], b: Doubts['understood']): Doubts['understood'] {
  return typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : (a ?? b);
}

describe('confidence, whatever speaks against it', () => {
  it('only falls as doubts are added, and stays between 0 and its start', () => {
    fc.assert(
      fc.property(anyDoubts, anyDoubts, share, (some, others, start) => {
        const value = confidenceOf(some, start).value;
        expect(confidenceOf(both(some, others), start).value).toBeLessThanOrEqual(value);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual((typeof some.stated === 'number' ? some.stated : start) + 0.00005);
      }),
    );
  });
});
