import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { AuditFact } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * Puts a fact into the audit log, as the last thing of its transaction. Call it once for each event, where the event is
 * written: both are committed or neither.
 */
export async function appendAudit(transaction: Transaction, fact: AuditFact): Promise<void> {
  await transaction.beforeCommit(sql`select append_audit(${membersOf(fact)}::text[])`);
}

/** A commitment to words or arguments that must not stand in the chain: SHA-256 of their UTF-8 bytes, in hex. */
export function commitmentTo(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What an entry about a proposal is about; one that an outside agent made has no run. */
export function subjectOf(
  { id, runId }: { id: string; runId: string | null },
  more: Record<string, string> = {},
): Record<string, string> {
  return { proposalId: id, ...(runId === null ? {} : { runId }), ...more };
}

/** The RFC 8785 text of each member; the database adds what only the chain knows and joins them in order. */
function membersOf(fact: AuditFact): string[] {
  return Object.entries(fact)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `"${name}":${canonicalize(value) ?? 'null'}`);
}
