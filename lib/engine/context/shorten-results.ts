import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import { estimateTokens } from '@/lib/domain/tokens';
import { placeOf } from './step-turns';
import { isWorthShortening, resultText } from './summarise-result';

/**
 * Shortens a run's oldest results once all of them exceed their budget, down to half of it: every shortening makes the
 * provider read the conversation anew, so it is done seldom and then thoroughly. What was shortened stays so. The last
 * `keep` results stay whole.
 */
export function shortenResults(
  record: RunRecord,
  already: ReadonlySet<string>,
  { budget, keep }: { budget: number; keep: number },
): Set<string> {
  const trimmed = new Set(already);
  const calls = allCalls(record);
  const whole = calls.filter((call) => !trimmed.has(placeOf(call)));
  let tokens = whole.reduce((sum, call) => sum + estimateTokens(resultText(call)), 0);
  if (tokens <= budget) return trimmed;
  for (const call of whole.slice(0, Math.max(0, whole.length - keep))) {
    if (tokens <= budget / 2) break;
    if (!isWorthShortening(call)) continue;
    trimmed.add(placeOf(call));
    tokens -= estimateTokens(resultText(call));
  }
  return trimmed;
}
