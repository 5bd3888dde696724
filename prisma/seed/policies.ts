import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { systemActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';

const HOLD_SECONDS = 5;

/** Gives an approval of the two tools that reach a customer at once a few seconds to be taken back. */
export async function seedPolicies(transaction: Transaction, authorId: string): Promise<void> {
  const body: PolicyBody = { ...defaultPolicyBody, holdSeconds: HOLD_SECONDS };
  for (const tool of ['send_email', 'issue_store_credit']) {
    const reason = 'Five seconds to take an approval back';
    await transaction.query(sql`insert into policy_version (tool, version, body, author_id, reason)
      values (${tool}, 1, ${JSON.stringify(body)}, ${authorId}, ${reason})`);
    const actor = systemActor('demo-seed');
    await appendAudit(transaction, { action: 'policy.saved', actor, subject: { tool }, policyVersion: 1, reason });
  }
}
