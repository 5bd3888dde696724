import type { CostsAnswer } from '@/lib/api/contract/cost';
import { forecast, FORECAST_DAYS, isoDay, type DaySpend } from '@/lib/domain/forecast';
import { sql, type Transaction } from '@/lib/domain/sql';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import { readAgentSpend, readDays, readParts } from '@/lib/store/spend/read-spend';
import type { Application } from '../application';
import { readBudget } from './get-budget';

const DAY_MS = 86_400_000;

/** What was spent in the last days, this month by agent and part, and where it leads. Read from the days' figures alone. */
export async function getCosts({ database, registry }: Application, { days }: { days: number }): Promise<CostsAnswer> {
  const transaction = database.autocommit;
  const now = await readNow(transaction);
  const month = `${isoDay(now).slice(0, 7)}-01`;
  const shown = lastDays(now, days);
  const oldest = [month, shown[0] ?? month, isoDay(new Date(now.getTime() - (FORECAST_DAYS + 1) * DAY_MS))].toSorted();
  const [known, agents, parts, budget] = await Promise.all([
    readDays(transaction, oldest[0] ?? month),
    readAgentSpend(transaction, month, isoDay(now)),
    readParts(transaction, month),
    readBudget(transaction),
  ]);
  const ahead = forecast(known, now);
  const spent = (matches: (day: DaySpend) => boolean) => known.filter(matches).reduce((sum, { usd }) => sum + usd, 0);
  const caps = await Promise.all(agents.map(({ agent }) => dailyCapOf(transaction, registry.agents.get(agent))));
  return {
    today: { usd: spent(({ day }) => day === isoDay(now)), forecastUsd: ahead.todayUsd, capUsd: budget.dailyUsd },
    month: { usd: spent(({ day }) => day >= month), forecastUsd: ahead.monthUsd, capUsd: budget.monthlyUsd },
    perDayUsd: ahead.perDayUsd,
    days: shown.map((day) => known.find((one) => one.day === day) ?? { day, usd: 0, modelUsd: 0, toolUsd: 0 }),
    agents: agents.map((agent, index) => ({ ...agent, dailyCapUsd: caps[index] ?? null })),
    parts,
  };
}

async function readNow(transaction: Transaction): Promise<Date> {
  const [row] = await transaction.query<{ now: Date }>(sql`select now()`);
  return row?.now ?? new Date();
}

function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) => isoDay(new Date(now.getTime() - (count - 1 - index) * DAY_MS)));
}

async function dailyCapOf(
  transaction: Transaction,
  agent: Parameters<typeof readAgentSettings>[1] | undefined,
): Promise<number | null> {
  return agent ? (await readAgentSettings(transaction, agent)).trust.models.caps.dailyUsd : null;
}
