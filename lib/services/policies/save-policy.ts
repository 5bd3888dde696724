import type { PolicyView, SavePolicyInput } from '@/lib/api/contract/policy';
import { CountersignError, type FieldError } from '@/lib/domain/errors';
import { policyBody, type PolicyBody } from '@/lib/domain/policy';
import type { Actor, Application } from '../application';
import { checkPolicy } from './check-policy';
import { findPolicyTool } from './find-tool';
import { saveNextVersion } from './save-next-version';

/**
 * Saves a tool's policy as its next version, made from version `ifMatch`. Throws invalid_fields for rules that can't be
 * evaluated or kept, stale_version, forbidden for everyone but admins.
 */
export async function savePolicy(
  app: Application,
  actor: Actor,
  asked: string,
  ifMatch: number,
  input: SavePolicyInput,
): Promise<PolicyView> {
  const tool = await findPolicyTool(app, asked);
  return saveNextVersion(app, actor, tool, {
    ifMatch,
    reason: input.reason,
    audit: { action: 'policy.saved' },
    make: async (transaction, current) => {
      const body = withInput(current.body, input);
      refuseFaults(await checkPolicy(transaction, app, tool, body, current.body));
      return body;
    },
  });
}

/** The policy in force with what the input says; a rate limit or escalation it leaves out goes, as does what it sets to null. */
export function withInput(current: PolicyBody, input: Partial<SavePolicyInput>): PolicyBody {
  const { rateLimit: _limit, escalateTo: _escalation, ...kept } = current;
  const merged = Object.entries({ ...kept, ...input }).filter(([, value]) => value !== null);
  return policyBody.parse(Object.fromEntries(merged));
}

/** Throws invalid_fields when there are faults. */
export function refuseFaults(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw new CountersignError('invalid_fields', 'A rule is not valid. Nothing was saved.', { errors });
}
