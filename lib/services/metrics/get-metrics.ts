import { readStanding, readTotals, type Standing } from '@/lib/store/metrics/read-metrics';
import type { Application } from '../application';
import { processWide } from '../process-wide';
import { expose, type Family } from './exposition';
import { one, processFamilies } from './process-families';
import { MEASURES, MEASURES_BY_TOOL, totalFamilies } from './total-families';

/** Scrapers that ask at once, or one after the other, share an answer: the database is asked no oftener than this. */
const KEPT_MS = 5000;

interface Kept {
  at: number;
  families: Promise<Family[]>;
}

/** The deployment's metrics as Prometheus reads them, and those of the process that answers. */
export async function getMetrics(app: Application): Promise<string> {
  const kept = processWide<{ last?: Kept }>('metrics', () => ({}));
  if (!kept.last || performance.now() - kept.last.at > KEPT_MS) {
    const families = readFamilies(app);
    kept.last = { at: performance.now(), families };
    families.catch(() => delete kept.last);
  }
  return expose([...(await kept.last.families), ...processFamilies()]);
}

async function readFamilies({ database }: Application): Promise<Family[]> {
  const [standing, totals] = await Promise.all([
    readStanding(database),
    readTotals(database, MEASURES, MEASURES_BY_TOOL),
  ]);
  return [...standingFamilies(standing), ...totalFamilies(totals)];
}

function standingFamilies(standing: Standing): Family[] {
  const by = (
    name: string,
    help: string,
    label: string,
    values: readonly string[],
    counts: Record<string, number>,
  ): Family => ({
    name: `countersign_${name}`,
    help,
    type: 'gauge',
    // What there is none of is 0, so that an alert can look at it.
    samples: values.map((value) => ({ labels: { [label]: value }, value: counts[value] ?? 0 })),
  });
  return [
    by('runs', 'Runs that have not ended.', 'status', ['queued', 'running', 'awaiting', 'parked'], standing.runs),
    by(
      'inbox_items',
      'Inbox items that wait.',
      'kind',
      ['proposal', 'escalation', 'unknown_outcome', 'dead_letter'],
      standing.inbox,
    ),
    by(
      'executions',
      'Executions that are not settled.',
      'status',
      ['ready', 'claimed', 'dispatching', 'unknown'],
      standing.executions,
    ),
    one(
      'countersign_oldest_due_run_seconds',
      'gauge',
      'How long the oldest due run has waited for a worker.',
      standing.oldestDueSeconds,
    ),
    one(
      'countersign_expiry_lag_seconds',
      'gauge',
      'How long a proposal has waited past its expiry.',
      standing.expiryLagSeconds,
    ),
    one(
      'countersign_facts_waiting',
      'gauge',
      'Facts that are not in the figures yet; at most 100,000.',
      standing.factsWaiting,
    ),
  ];
}
