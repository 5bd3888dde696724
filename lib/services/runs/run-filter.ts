import type { RunFilterInput } from '@/lib/api/contract/run';
import { hasRole } from '@/lib/domain/role';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Actor } from '../application';

/** Of the runs `r` of users `u` those an actor may see that fit the filter: a user's own, everybody's for reviewers. */
export function runFilter(actor: Actor, input: RunFilterInput): SqlStatement {
  const owner = hasRole(actor.role, 'reviewer') ? null : actor.userId;
  const { status = null, reason, agent = null, since = null, until = null, tool = null, user = null } = input;
  const reasons = reason?.split(',') ?? null;
  const name = user?.toLowerCase() ?? '';
  return sql`
    (${owner}::text is null or r.user_id = ${owner})
      and (${status}::run_status is null or r.status = ${status}::run_status)
      and (${reasons}::text[] is null or r.reason = any(${reasons}))
      and (${agent}::text is null or r.agent = ${agent})
      and (${since}::timestamptz is null or r.created_at >= ${since}::timestamptz)
      and (${until}::timestamptz is null or r.created_at < ${until}::timestamptz)
      and (${tool}::text is null or exists (select from tool_call where run_id = r.id and name = ${tool}))
      and (${user}::text is null or r.user_id = ${user} or strpos(lower(u.name), ${name}) > 0 or strpos(u.email, ${name}) > 0)`;
}
