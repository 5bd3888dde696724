import type { RunRecord } from '@/lib/domain/run-record';
import type { Cap, CapName, ReachedCap } from '@/lib/domain/spend';
import type { EnginePorts } from './ports';
import type { Stop } from './stop-conditions';

const IN_WORDS: Record<CapName, string> = {
  conversation: 'This conversation',
  agent_day: 'This agent, today',
  day: 'The organisation, today',
  month: 'The organisation, this month',
};

/** Beyond the time a call may take: for its turn to be stored. */
const MARGIN_SECONDS = 30;

/** What a call is about to spend. */
interface Plan {
  /** The same for every call of which a run can have but one under way. */
  reservationId: string;
  usd: number;
  /** The longest it may take. */
  milliseconds: number;
}

/**
 * Keeps a call to every hard cap before it is made: the run's own by its record, all others by what the whole deployment
 * spent and may be about to. Gives why it must not be made, or null when it may. Without caps beside the run's own
 * nobody is asked and nothing kept.
 */
export async function keepToCaps(ports: EnginePorts, record: RunRecord, plan: Plan): Promise<Stop | null> {
  const { usd, reservationId, milliseconds } = plan;
  if (record.costUsd + usd > record.limits.maxCostUsd) return overRunCap(record, usd);
  const caps = capsOf(record);
  if (caps.length === 0) return null;
  const { conversationId, agent } = record;
  const seconds = milliseconds / 1000 + MARGIN_SECONDS;
  const reached = await ports.store.reserveSpend({ id: reservationId, conversationId, agent, usd, seconds, caps });
  return reached && overCap(reached, usd);
}

/** Whether a call of this run keeps money for itself before it is made, which must be given back. */
export function isCapped(record: RunRecord): boolean {
  return capsOf(record).length > 0;
}

function capsOf({ trust, budget }: RunRecord): Cap[] {
  const { conversationUsd, dailyUsd } = trust.models.caps;
  const caps: [CapName, number | null][] = [
    ['conversation', conversationUsd],
    ['agent_day', dailyUsd],
    ['day', budget.dailyUsd],
    ['month', budget.monthlyUsd],
  ];
  return caps.flatMap(([name, usd]) => (usd === null ? [] : [{ name, usd }]));
}

function overRunCap(record: RunRecord, usd: number): Stop {
  const spent = `$${record.costUsd.toFixed(4)} is spent and the next call could cost $${usd.toFixed(4)}`;
  return { reason: 'cost_cap', detail: `${spent}; the limit is $${record.limits.maxCostUsd.toFixed(2)}.` };
}

function overCap({ name, limitUsd, spentUsd }: ReachedCap, usd: number): Stop {
  const spent = `${IN_WORDS[name]} has spent $${spentUsd.toFixed(4)} of its $${limitUsd.toFixed(limitUsd < 1 ? 4 : 2)}`;
  return { reason: 'cost_cap', detail: `${spent}, and the next call could cost $${usd.toFixed(4)}. It was not made.` };
}
