/** Days whose average tells how much the next ones will cost. */
export const FORECAST_DAYS = 7;
const DAY_MS = 86_400_000;

/** Dollars of one UTC day, such as `2026-11-21`. */
export interface DaySpend {
  day: string;
  usd: number;
}

export interface Forecast {
  todayUsd: number;
  monthUsd: number;
  /** Dollars a day, on which both rest. */
  perDayUsd: number;
}

/**
 * What today and this month (UTC) will have cost at their ends: what is spent already, and for the time that is left the
 * average of the last seven whole days, or of as many as there are since the first spending. When there is none yet, the
 * first day goes on as it began. `days` must reach back to the month's first day and eight days at least.
 */
export function forecast(days: readonly DaySpend[], now: Date): Forecast {
  const today = isoDay(now);
  const dayBegan = Date.parse(today);
  const month = today.slice(0, 7);
  const spentToday = sumOf(days.filter(({ day }) => day === today));
  const spentThisMonth = sumOf(days.filter(({ day }) => day.startsWith(month)));
  const passed = Math.max((now.getTime() - dayBegan) / DAY_MS, 1 / 24);
  const before = days.filter(({ day, usd }) => day < today && usd > 0).map(({ day }) => Date.parse(day));
  const wholeDays = Math.min(FORECAST_DAYS, Math.round((dayBegan - Math.min(dayBegan, ...before)) / DAY_MS));
  const since = isoDay(new Date(dayBegan - wholeDays * DAY_MS));
  const recent = sumOf(days.filter(({ day }) => day >= since && day < today));
  const perDayUsd = wholeDays > 0 ? recent / wholeDays : spentToday / passed;
  const monthEnds = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  const leftOf = (end: number) => (end - now.getTime()) / DAY_MS;
  return {
    todayUsd: spentToday + perDayUsd * leftOf(dayBegan + DAY_MS),
    monthUsd: spentThisMonth + perDayUsd * leftOf(monthEnds),
    perDayUsd,
  };
}

/** The UTC day of a moment. */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function sumOf(days: readonly DaySpend[]): number {
  return days.reduce((sum, { usd }) => sum + usd, 0);
}
