import type { TracedProposal } from '@/lib/api/contract/run-trace';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { Confidence } from '@/lib/domain/confidence';
import type { Json } from '@/lib/domain/json';
import type { GateLayer } from '@/lib/domain/tool-call';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import { typedReads } from '@/lib/store/prisma';
import { findPeople } from '@/lib/store/users/find-people';

/** What the gate made of one call, and all that came of it. */
export interface Gate {
  refusedBy?: GateLayer;
  inputText?: string;
  proposals: TracedProposal[];
}

type PersonOf = Awaited<ReturnType<typeof findPeople>>;

/**
 * The gate's word on every call of a run, by the call's id: layers, proposals, decisions, executions and reverts. What
 * checks found is only for staff.
 */
export async function readGates(database: Database, runId: string, isStaff: boolean): Promise<Record<string, Gate>> {
  const [calls, proposals] = await Promise.all([
    database.query<{ id: string; refusedBy: GateLayer | null; inputText: string }>(sql`
      select id, refused_by, case when args is null then input_text else '' end as input_text
      from tool_call where run_id = ${runId}`),
    readProposals(database, runId),
  ]);
  const personOf = await findPeople(database, peopleIn(proposals));
  return Object.fromEntries(
    calls.map(({ id, refusedBy, inputText }) => [
      id,
      {
        ...(refusedBy === null ? {} : { refusedBy }),
        ...(inputText === '' ? {} : { inputText }),
        proposals: proposals.filter((one) => one.toolCallId === id).map((one) => proposalOf(one, isStaff, personOf)),
      },
    ]),
  );
}

function readProposals(database: Database, runId: string) {
  return typedReads(database).proposal.findMany({
    where: { runId },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    include: {
      decisions: { orderBy: { decidedAt: 'asc' } },
      executions: { orderBy: { createdAt: 'asc' }, include: { reverts: { orderBy: { createdAt: 'asc' } } } },
    },
  });
}

type ProposalRow = Awaited<ReturnType<typeof readProposals>>[number];
type ExecutionRow = Omit<ProposalRow['executions'][number], 'reverts'>;

function peopleIn(proposals: readonly ProposalRow[]): (string | null)[] {
  return proposals.flatMap(({ decisions, executions }) => [
    ...decisions.map(({ actorId }) => actorId),
    ...executions.flatMap(({ reconciledBy, reverts }) => [
      reconciledBy,
      ...reverts.flatMap((revert) => [revert.actorId, revert.reconciledBy]),
    ]),
  ]);
}

function proposalOf(row: ProposalRow, isStaff: boolean, personOf: PersonOf): TracedProposal {
  const { id, version, status, summary, gatedBy } = row;
  return {
    id,
    version,
    status,
    summary,
    gatedBy,
    taint: row.taint ?? undefined,
    confidence: (row.confidence as Confidence | null) ?? undefined,
    findings: isStaff ? (row.findings as unknown as AnswerFinding[]) : [],
    editedArgs: row.args === row.proposedArgs ? undefined : (JSON.parse(row.args) as Json),
    settledBy: row.settledBy ?? undefined,
    proposedAt: row.proposedAt.toISOString(),
    settledAt: row.settledAt?.toISOString(),
    decisions: row.decisions.map(({ actorId, verdict, proposalVersion, reason, message, decidedAt }) => ({
      actor: personOf(actorId) ?? { id: actorId, name: actorId },
      verdict,
      version: proposalVersion,
      reason: reason ?? undefined,
      message: message ?? undefined,
      at: decidedAt.toISOString(),
    })),
    executions: row.executions.flatMap(({ reverts, ...execution }) => [
      executionOf(execution, false, personOf),
      ...reverts.map((revert) => executionOf(revert, true, personOf)),
    ]),
  };
}

function executionOf(row: ExecutionRow, undoes: boolean, personOf: PersonOf): TracedProposal['executions'][number] {
  const { id, status, attempts, createdAt } = row;
  return {
    id,
    status,
    undoes,
    actor: personOf(row.actorId),
    attempts,
    error: row.error ?? undefined,
    heldUntil: row.heldUntil?.toISOString(),
    evidence: row.evidence ?? undefined,
    reconciledBy: personOf(row.reconciledBy),
    createdAt: createdAt.toISOString(),
    dispatchedAt: row.dispatchedAt?.toISOString(),
    settledAt: row.settledAt?.toISOString(),
  };
}
