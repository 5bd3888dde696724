import { z } from 'zod';
import { decisionVerdict } from './decision';

const auditAction = z.enum([
  'audit.started',
  'proposal.decided',
  'proposal.approved_by_policy',
  'proposal.expired',
  'proposal.escalated',
  'proposal.superseded',
  'proposal.cancelled',
  'proposal.revoked',
  'execution.reverted',
  'execution.dispatched',
  'execution.settled',
  'execution.reconciled',
  'escalation.resolved',
  'run.cancelled',
  'run.retried',
  'policy.saved',
  'rule.taught',
  'rule.revoked',
  'agent.saved',
  'budget.saved',
  'agent.registered',
  'agent.revoked',
  'callback.dead',
  'system.halted',
  'system.resumed',
  'user.saved',
  'user.role_changed',
  'user.disabled',
  'user.enabled',
  'user.linked',
  'user.unlinked',
  'invitation.created',
  'invitation.revoked',
  'invitation.accepted',
  'group.saved',
  'group.deleted',
  'group.member_added',
  'group.member_removed',
  'token.created',
  'token.revoked',
  'article.saved',
  'article.archived',
]);

/**
 * Who did it: a person by user id, `policy@version`, or a part of the system. `via` is how a person showed who they
 * are; what nobody signed in for was done by a process of ours.
 */
export const auditActor = z.object({
  id: z.string(),
  role: z.enum(['user', 'reviewer', 'admin', 'agent', 'policy', 'system']),
  via: z.enum(['session', 'token', 'process']),
});
export type AuditActor = z.infer<typeof auditActor>;

/**
 * What happened, as a caller says it. Only ids, hashes, codes and words about rules: the arguments of a call and what
 * people wrote about it are personal, so the chain holds commitments to them (SHA-256 of the text) and never the text.
 */
export const auditFact = z.object({
  action: auditAction,
  actor: auditActor,
  /** Ids of what it is about, such as `proposalId`. */
  subject: z.record(z.string(), z.string()),
  verdict: decisionVerdict.optional(),
  /** What it led to: a status, or how an escalation was resolved. */
  outcome: z.string().optional(),
  proposalVersion: z.int().optional(),
  viewHash: z.string().optional(),
  /** SHA-256 of the canonical arguments. */
  argsCommitment: z.string().optional(),
  /** SHA-256 of what a person wrote: a rejection's reason, a message, evidence. */
  wordsCommitment: z.string().optional(),
  policyVersion: z.int().optional(),
  toolHash: z.string().optional(),
  /** Why a rule was changed. */
  reason: z.string().optional(),
});
export type AuditFact = z.infer<typeof auditFact>;

/** An entry of the chain: the fact with its place, its time and the hash of the entry before. */
export const auditEntry = auditFact.extend({ seq: z.int().positive(), ts: z.iso.datetime(), prev: z.string() });
export type AuditEntry = z.infer<typeof auditEntry>;

/** The hash before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** Where the chain stood at a moment, kept outside the database. */
export const auditAnchor = z.strictObject({
  seq: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});
export type AuditAnchor = z.infer<typeof auditAnchor>;

/** An outside agent as an actor. */
export function agentActor(agent: string): AuditActor {
  return { id: agent, role: 'agent', via: 'token' };
}

/** A part of the system as an actor: `engine`, `command`, `setup`. */
export function systemActor(id: string): AuditActor {
  return { id, role: 'system', via: 'process' };
}
