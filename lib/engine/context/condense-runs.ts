import type { Agent } from '@/lib/domain/agent';
import type { RunRecord } from '@/lib/domain/run-record';
import { estimateTokens } from '@/lib/domain/tokens';
import { earlierTurns, type EarlierTelling } from './earlier-runs';

/**
 * Which earlier runs are told as a few lines: the oldest, once all of them exceed their budget, until half of it is free
 * again. Decided once, before a run's first call, on top of what the run before it had decided.
 */
export function condenseRuns(
  runs: readonly RunRecord[],
  agent: Agent,
  { condensed, told }: EarlierTelling,
  budget: number,
): Set<string> {
  const chosen = new Set(condensed);
  const sizeOf = (run: RunRecord) =>
    estimateTokens(JSON.stringify(earlierTurns(run, agent, { condensed: chosen, told })));
  let tokens = runs.reduce((sum, run) => sum + sizeOf(run), 0);
  if (tokens <= budget) return chosen;
  for (const run of runs) {
    if (tokens <= budget / 2) break;
    if (told[run.id] !== undefined || chosen.has(run.id)) continue;
    const before = sizeOf(run);
    chosen.add(run.id);
    tokens -= before - sizeOf(run);
  }
  return chosen;
}
