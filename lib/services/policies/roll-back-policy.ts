import type { PolicyView } from '@/lib/api/contract/policy';
import type { RollbackInput } from '@/lib/api/contract/policy-history';
import { CountersignError } from '@/lib/domain/errors';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { checkPolicy } from './check-policy';
import { findPolicyTool } from './find-tool';
import { saveNextVersion } from './save-next-version';
import { refuseFaults } from './save-policy';

/**
 * Makes an earlier version the next one; nothing is ever taken out of the record. Version 0 is the default. Throws
 * not_found, stale_version, forbidden, and invalid_fields when what that version says can't be kept any more.
 */
export async function rollBackPolicy(
  app: Application,
  actor: Actor,
  asked: string,
  ifMatch: number,
  { version, reason }: RollbackInput,
): Promise<PolicyView> {
  const tool = await findPolicyTool(app, asked);
  return saveNextVersion(app, actor, tool, {
    ifMatch,
    reason,
    audit: { action: 'policy.saved', outcome: `rolled back to version ${version}` },
    make: async (transaction, current) => {
      const body = await readVersion(transaction, tool.name, version);
      // What was taught stood in that version as it was made, so only the other rules are new here.
      const standing = [...current.body.rules, ...body.rules.filter(({ taught }) => taught)];
      refuseFaults(await checkPolicy(transaction, app, tool, body, { ...current.body, rules: standing }));
      return body;
    },
  });
}

async function readVersion(transaction: Transaction, tool: string, version: number): Promise<PolicyBody> {
  if (version === 0) return defaultPolicyBody;
  const [row] = await transaction.query<{ body: PolicyBody }>(sql`
    select body from policy_version where tool = ${tool} and version = ${version}`);
  if (row) return row.body;
  throw new CountersignError('not_found', `There is no version ${version}. Nothing was saved.`);
}
