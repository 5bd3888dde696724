import { expect, it } from 'vitest';
import { stretchesOf, type Grain } from './stretches';

const told = (grain: Grain, since: string, until: string) =>
  stretchesOf({ grain, since: new Date(since), until: new Date(until) })
    .map((part) => `${part.grain} ${part.since.toISOString().slice(0, 13)} ${part.until.toISOString().slice(0, 13)}`)
    .sort();

it('tells a time by the months within it and the days at its ends', () => {
  expect(told('day', '2026-01-20T00:00Z', '2026-04-03T00:00Z')).toEqual([
    'day 2026-01-20T00 2026-02-01T00',
    'day 2026-04-01T00 2026-04-03T00',
    'month 2026-02-01T00 2026-04-01T00',
  ]);
  expect(told('day', '2025-12-01T00:00Z', '2026-01-01T00:00Z')).toEqual(['month 2025-12-01T00 2026-01-01T00']);
  expect(told('day', '2026-01-20T00:00Z', '2026-02-20T00:00Z')).toEqual(['day 2026-01-20T00 2026-02-20T00']);
});

it('tells hours by the days within them', () => {
  expect(told('hour', '2026-01-30T22:00Z', '2026-02-02T01:00Z')).toEqual([
    'day 2026-01-31T00 2026-02-02T00',
    'hour 2026-01-30T22 2026-01-31T00',
    'hour 2026-02-02T00 2026-02-02T01',
  ]);
  expect(told('hour', '2026-01-30T02:00Z', '2026-01-30T20:00Z')).toEqual(['hour 2026-01-30T02 2026-01-30T20']);
});

it('leaves months as they are', () => {
  expect(told('month', '2025-03-01T00:00Z', '2026-04-01T00:00Z')).toEqual(['month 2025-03-01T00 2026-04-01T00']);
});
