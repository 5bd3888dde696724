import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';

const HOLD_SECONDS = 5;

/** Gives an approval of the two tools that reach a customer at once a few seconds to be taken back. */
export async function seedPolicies(transaction: Transaction, authorId: string): Promise<void> {
  const body: PolicyBody = { ...defaultPolicyBody, holdSeconds: HOLD_SECONDS };
  for (const tool of ['send_email', 'issue_store_credit']) {
    await transaction.query(sql`insert into policy_version (tool, version, body, author_id, reason)
      values (${tool}, 1, ${JSON.stringify(body)}, ${authorId}, 'Five seconds to take an approval back')`);
  }
}
