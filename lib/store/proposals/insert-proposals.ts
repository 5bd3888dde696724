import { REPORT_WITHIN_SECONDS } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { NewProposal } from '@/lib/engine/ports';
import { appendAudit, commitmentTo, subjectOf } from '../audit/append-audit';
import { ownToolName } from './own-tool-name';

const insertEscalations = sql`
      insert into proposal_escalation (proposal_id, group_name, due_at)
      select created.id, "escalateTo" ->> 'group',
             proposed_at + make_interval(secs => ("escalateTo" ->> 'afterSeconds')::int)
      from created join input on input.id = created.id
      where created.status = 'pending' and "escalateTo" ->> 'group' is not null`;

/**
 * Stores proposals. One that waits gets its inbox item, one that policy approved gets its execution, all in this
 * statement. Gives each proposal's expiry, which the database's clock sets.
 */
export async function insertProposals(
  transaction: Transaction,
  proposals: readonly NewProposal[],
): Promise<ReadonlyMap<string, Date>> {
  if (proposals.length === 0) return new Map();
  const rows = await transaction.query<{ id: string; expiresAt: Date }>(sql`
    with input as (
      select * from json_to_recordset(${JSON.stringify(proposals)}::json) as proposal (
        id text, "runId" text, "toolCallId" text, "groupId" text, position int, agent text, tool text,
        "requesterId" text, version int, status text, args text, "proposedArgs" text, summary text, preview json,
        "targetVersion" text, "toolHash" text, "policyVersion" int, "viewHash" text, reversibility text,
        delivery text, "gatedBy" text, "requiredApprovals" int, approvers json, "holdSeconds" int, "effectKey" text,
        "supersedesId" text, "settledBy" text, provenance json, taint text, confidence json, findings jsonb,
        circumstances json, "taughtRuleId" text, "expiresInSeconds" int,
        "escalateTo" json)
    ), created as (
      insert into proposal (id, run_id, tool_call_id, group_id, position, agent, tool, requester_id, version, status,
        args, proposed_args, summary, preview, target_version, tool_hash, policy_version, view_hash, reversibility,
        delivery, gated_by, required_approvals, approvers, hold_seconds, effect_key, supersedes_id, settled_by,
        provenance, taint, confidence, findings, circumstances, taught_rule_id, expires_at, settled_at)
      select id, "runId", "toolCallId", "groupId", position, agent, tool, "requesterId", version,
        status::proposal_status, args, "proposedArgs", summary, preview, "targetVersion", "toolHash", "policyVersion",
        "viewHash", reversibility::reversibility_class, delivery::delivery, "gatedBy", "requiredApprovals",
        array(select json_array_elements_text(approvers)), "holdSeconds", "effectKey", "supersedesId", "settledBy",
        provenance, taint, confidence, findings, circumstances, "taughtRuleId", now() + make_interval(secs => "expiresInSeconds"),
        case when status = 'approved' then now() end
      from input
      returning *
    ), waiting as (
      insert into inbox_item (id, kind, status, title, tool, agent, reversibility, run_id, group_id, requester_id,
        required_approvals, given_approvals, approvers, expires_at)
      select id, 'proposal', 'pending', summary, ${ownToolName}, agent, reversibility, run_id, group_id, requester_id,
        required_approvals, 0, approvers, expires_at
      from created where status = 'pending'
    ), asking_later as (
      ${insertEscalations}
    ), automatic as (
      insert into execution (id, proposal_id, proposal_version, run_id, status, idempotency_key, args_hash, hold_until,
        execute_by)
      select gen_random_uuid()::text, id, version, run_id, 'ready', gen_random_uuid()::text,
        encode(sha256(convert_to(args, 'UTF8')), 'hex'), now() + make_interval(secs => hold_seconds),
        case when run_id is null then now() + make_interval(secs => hold_seconds + ${REPORT_WITHIN_SECONDS}::int)
             else expires_at + make_interval(secs => hold_seconds) end
      from created where status = 'approved'
    )
    select id, expires_at from created`);
  for (const proposal of proposals) if (proposal.status === 'approved') await auditApproval(transaction, proposal);
  return new Map(rows.map((row) => [row.id, row.expiresAt]));
}

async function auditApproval(transaction: Transaction, proposal: NewProposal): Promise<void> {
  await appendAudit(transaction, {
    action: 'proposal.approved_by_policy',
    actor: { id: `policy@${proposal.policyVersion}`, role: 'policy', via: 'process' },
    subject: subjectOf(proposal),
    outcome: 'approved',
    proposalVersion: proposal.version,
    viewHash: proposal.viewHash,
    argsCommitment: commitmentTo(proposal.args),
    policyVersion: proposal.policyVersion,
    toolHash: proposal.toolHash,
  });
}
