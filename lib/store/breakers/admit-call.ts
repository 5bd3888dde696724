import { sql, type Transaction } from '@/lib/domain/sql';
import type { Admission } from '@/lib/engine/ports';
import { COOL_DOWN_SECONDS } from './record-reach';

/**
 * Whether a tool may be called now, as far as its system answered lately. After a cool-down one caller of all processes
 * gets through; whether it reaches the system decides for the others.
 */
export async function admitCall(transaction: Transaction, tool: string): Promise<Admission> {
  const [breaker] = await transaction.query<{ secondsLeft: number | null }>(sql`
    select extract(epoch from open_until - now())::float as seconds_left from tool_breaker where tool = ${tool}`);
  if (!breaker) return { waitSeconds: null, failing: false };
  if (breaker.secondsLeft === null) return { waitSeconds: null, failing: true };
  if (breaker.secondsLeft > 0) return { waitSeconds: breaker.secondsLeft, failing: true };
  const probe = await transaction.query(sql`
    update tool_breaker set open_until = now() + make_interval(secs => ${COOL_DOWN_SECONDS})
    where tool = ${tool} and open_until <= now() returning tool`);
  return { waitSeconds: probe.length > 0 ? null : COOL_DOWN_SECONDS, failing: true };
}
