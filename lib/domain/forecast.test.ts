import { expect, it } from 'vitest';
import { forecast } from './forecast';

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const everyDay = (from: number, to: number, usd: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    day: `2026-11-${String(from + index).padStart(2, '0')}`,
    usd,
  }));

it('adds the average of the last seven whole days for the time that is left', () => {
  const days = [...everyDay(1, 13, 100), ...everyDay(14, 20, 2), { day: '2026-11-21', usd: 5 }];
  const { perDayUsd, todayUsd, monthUsd } = forecast(days, noon('2026-11-21'));
  expect(perDayUsd).toBe(2);
  expect(todayUsd).toBe(5 + 2 * 0.5);
  expect(monthUsd).toBeCloseTo(13 * 100 + 7 * 2 + 5 + 2 * 9.5);
});

it('counts days without spending, but not those before the first', () => {
  const days = [
    { day: '2026-11-18', usd: 9 },
    { day: '2026-11-21', usd: 1 },
  ];
  expect(forecast(days, noon('2026-11-21')).perDayUsd).toBe(3);
});

it('goes on as the first day began', () => {
  const { perDayUsd, todayUsd } = forecast([{ day: '2026-11-21', usd: 4 }], noon('2026-11-21'));
  expect([perDayUsd, todayUsd]).toEqual([8, 8]);
});

it('takes the days of the month before into the average, and not into the month', () => {
  const days = [
    { day: '2026-11-29', usd: 7 },
    { day: '2026-11-30', usd: 7 },
  ];
  const { monthUsd } = forecast(days, new Date('2026-12-01T00:00:00Z'));
  expect(monthUsd).toBe(7 * 31);
});

it('is nothing when nothing was spent', () => {
  expect(forecast([], noon('2026-11-21'))).toEqual({ todayUsd: 0, monthUsd: 0, perDayUsd: 0 });
});
