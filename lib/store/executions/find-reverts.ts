import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { ExecutionStatus } from '@/lib/domain/execution';
import type { Database } from '../database';

/** The latest attempt to undo an execution. */
export interface Revert {
  id: string;
  /** The execution it undoes, with the call and the run that one belongs to; an outside agent's has neither. */
  reverts: string;
  callId: string | null;
  runId: string | null;
  status: ExecutionStatus;
  actorId: string;
  actorName: string;
  createdAt: Date;
  settledAt: Date | null;
  error: string | null;
}

/** The latest revert of each execution that has one, among those that `which` says of `original` and its `proposal`. */
export function findReverts({ query }: Pick<Database, 'query'>, which: SqlStatement): Promise<Revert[]> {
  return query<Revert>(sql`
    select distinct on (original.id) revert.id, original.id as reverts, proposal.tool_call_id as call_id,
           proposal.run_id, revert.status, revert.actor_id, coalesce(person.name, revert.actor_id) as actor_name,
           revert.created_at, revert.settled_at, revert.error
    from execution revert
    join execution original on original.id = revert.reverts_execution_id
    join proposal on proposal.id = original.proposal_id
    left join app_user person on person.id = revert.actor_id
    where ${which}
    order by original.id, revert.created_at desc, revert.id desc`);
}
