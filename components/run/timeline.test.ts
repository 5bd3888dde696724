import { describe, expect, it } from 'vitest';
import { lanesOf, placeOf, stretchesOf, type Span } from './timeline';

const span = (lane: Span['lane'], from: number, to: number): Span => ({ lane, label: 'a', target: 'b', from, to });

describe('a timeline', () => {
  it('lays what ran at the same time side by side', () => {
    const lanes = lanesOf([span('model', 0, 10), span('tools', 10, 14), span('tools', 10, 20), span('tools', 14, 15)]);
    expect(lanes.map(({ kind, spans }) => [kind, spans.map(({ from, to }) => [from, to])])).toEqual([
      ['model', [[0, 10]]],
      [
        'tools',
        [
          [10, 14],
          [14, 15],
        ],
      ],
      ['tools', [[10, 20]]],
    ]);
  });

  it('draws a wait of days short, and everything in order between 0 and 1', () => {
    const day = 86_400_000;
    const spans = [span('model', 0, 1000), span('people', 1000, day), span('effects', day, day + 1000)];
    const stretches = stretchesOf(spans);
    expect(stretches.map(({ isShortened }) => isShortened)).toEqual([false, true, false]);
    expect(stretches[1]?.width).toBeLessThan(0.2);
    const places = [0, 500, 1000, day / 2, day, day + 1000].map((moment) => placeOf(moment, stretches));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect([places[0], places.at(-1)]).toEqual([0, expect.closeTo(1)]);
  });

  it('holds a run in which nothing took time', () => {
    expect(stretchesOf([])).toEqual([]);
    expect(placeOf(5, stretchesOf([span('model', 5, 5)]))).toBeLessThanOrEqual(1);
  });
});
