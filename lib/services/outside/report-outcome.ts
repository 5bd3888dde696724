import type { OutcomeInput } from '@/lib/api/contract/outside-agent';
import { agentActor } from '@/lib/domain/audit';
import { CountersignError } from '@/lib/domain/errors';
import type { ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { canonicalText } from '@/lib/gate/intake';
import { askWhetherItHappened } from '@/lib/store/executions/ask-whether-it-happened';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import type { Application, OutsideCaller } from '../application';
import { notFound } from '../not-found';

interface Reported {
  status: string;
  held: boolean;
  executionId: string | null;
  executionStatus: ExecutionStatus | null;
  reportedStatus: string | null;
  reportedResult: string | null;
}

/**
 * Records what came of an approved call, once: the same report again changes nothing. An unknown outcome becomes an inbox
 * item. Throws not_found for what is not this agent's, conflict when it is not approved, still on hold, or was reported
 * otherwise, too_late when no report came in time and a person was asked.
 */
export async function reportOutcome(
  app: Application,
  { agent }: OutsideCaller,
  proposalId: string,
  { status, result }: OutcomeInput,
): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const known = await lockReported(transaction, agent, proposalId);
    const stored = result === undefined ? null : canonicalText(result);
    if (known.reportedStatus !== null) return requireSame(known, status, stored);
    const executionId = requireDue(known);
    const error = status === 'succeeded' ? null : errorOf(status, stored);
    const actor = agentActor(agent);
    const movable = await readMovable(transaction, executionId);
    await moveExecution(transaction, movable, 'ready', 'claimed', undefined, actor);
    await moveExecution(transaction, movable, 'claimed', 'dispatching', undefined, actor);
    await moveExecution(transaction, movable, 'dispatching', status, { output: stored, error }, actor);
    await transaction.query(sql`
      update outside_proposal set reported_status = ${status}, reported_result = ${stored}, reported_at = now()
      where proposal_id = ${proposalId}`);
    if (status === 'unknown') await askWhetherItHappened(transaction, executionId);
  });
}

async function lockReported(transaction: Transaction, agent: string, proposalId: string): Promise<Reported> {
  await transaction.query(sql`select from proposal where id = ${proposalId} for update`);
  const [row] = await transaction.query<Reported>(sql`
    select p.status, clock_timestamp() < e.hold_until as held, e.id as execution_id, e.status as execution_status,
           said.reported_status, said.reported_result
    from proposal p
    join outside_proposal said on said.proposal_id = p.id
    left join execution e on e.proposal_id = p.id and e.proposal_version = p.version
    where p.id = ${proposalId} and p.agent = ${agent}`);
  if (row) return row;
  throw notFound('proposal');
}

function requireSame(known: Reported, status: string, result: string | null): void {
  if (known.reportedStatus === status && known.reportedResult === result) return;
  throw new CountersignError('conflict', `The outcome was reported before, as ${known.reportedStatus}. It stays that.`);
}

function requireDue({ status, held, executionId, executionStatus }: Reported): string {
  if (status !== 'approved' || executionId === null) {
    throw new CountersignError('conflict', `This is not approved but ${status}, so there is no outcome to report.`);
  }
  if (held)
    throw new CountersignError('conflict', 'The approval is still on hold; it must not run before that is over.');
  if (executionStatus === 'ready') return executionId;
  throw new CountersignError(
    'too_late',
    'No outcome was reported in time, so it counts as unknown and a person finds out. Tell them what you know.',
  );
}

function errorOf(status: 'failed' | 'unknown', result: string | null): string {
  const said = status === 'failed' ? 'The agent reports that it failed' : 'The agent does not know whether it happened';
  return result === null ? `${said}.` : `${said}: ${result}`;
}
