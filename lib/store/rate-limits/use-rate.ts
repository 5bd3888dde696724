import type { RateLimit } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { DispatchableExecution } from '@/lib/engine/ports';

const SECONDS: Record<RateLimit['per'], number> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * Counts a dispatch under a limit, in one statement that all processes share. Null when it was counted; else nothing was,
 * and the seconds until the oldest of those that fill the window leaves it.
 */
export async function useRate(
  transaction: Transaction,
  { id, tool }: DispatchableExecution,
  target: string,
  { count, per, by }: RateLimit,
): Promise<number | null> {
  const [row] = await transaction.query<{ seconds: number | null }>(sql`
    select use_rate(${id}, ${tool}, ${target}, ${by === 'target'}, ${count}, ${SECONDS[per]}) as seconds`);
  return row?.seconds ?? null;
}
