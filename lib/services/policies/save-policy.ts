import type { PolicyView, SavePolicyInput } from '@/lib/api/contract/policy';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError, type FieldError } from '@/lib/domain/errors';
import { groupOf } from '@/lib/domain/entitlement';
import { policyBody, type Rule } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';
import { checkRules } from '@/lib/gate/verdict';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { lockVersion } from '@/lib/store/policies/lock-version';
import { readPolicy } from '@/lib/store/policies/read-policy';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { checkEscalation } from './check-escalation';
import { findPolicyTool } from './find-tool';
import { getPolicy } from './get-policy';

/**
 * Saves a tool's policy as its next version. `ifMatch` is the version it was made from: when another was saved
 * meanwhile, nothing is stored and a 409 `stale_version` carries the one in force. Throws invalid_fields for rules that
 * can't be evaluated or kept, forbidden for everyone but admins.
 */
export async function savePolicy(
  app: Application,
  actor: Actor,
  asked: string,
  ifMatch: number,
  input: SavePolicyInput,
): Promise<PolicyView> {
  const { name } = await findPolicyTool(app, asked);
  const errors = [...checkRules(input.rules ?? []), ...(app.registry.tools.has(name) ? [] : limitOfAnother(input))];
  if (errors.length > 0)
    throw new CountersignError('invalid_fields', 'A rule is not valid. Nothing was saved.', { errors });
  const saved = await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, `policy:${name}`);
    const current = await readPolicy(transaction, name);
    if (current.version !== ifMatch) return false;
    const { rateLimit: _limit, escalateTo: _escalation, ...kept } = current.body;
    const body = policyBody.parse({ ...kept, ...input });
    await requireGroups(transaction, body.rules);
    const faults = await checkEscalation(transaction, body);
    if (faults.length > 0) {
      throw new CountersignError('invalid_fields', 'The escalation is not valid. Nothing was saved.', {
        errors: faults,
      });
    }
    await transaction.query(sql`
      insert into policy_version (tool, version, body, author_id, reason)
      values (${name}, ${ifMatch + 1}, ${JSON.stringify(body)}::jsonb, ${actor.userId}, ${input.reason})`);
    await appendAudit(transaction, {
      action: 'policy.saved',
      actor: auditActor(actor),
      subject: { tool: name },
      policyVersion: ifMatch + 1,
      reason: input.reason,
    });
    return true;
  });
  const policy = await getPolicy(app, name);
  if (saved) return policy;
  const message = `Version ${policy.version} was saved meanwhile. Look at it and save again. Nothing was saved.`;
  throw new CountersignError('stale_version', message, { body: { policy } });
}

/** A group that is not there would be one of nobody: what asks it would wait until it expires. */
async function requireGroups(transaction: Transaction, rules: readonly Rule[]): Promise<void> {
  const named = rules.flatMap(({ approvers = [] }) => approvers.flatMap((approver) => groupOf(approver) ?? []));
  if (named.length === 0) return;
  // Their rows are held so that none is deleted before this version is in force.
  const rows = await transaction.query<{ name: string }>(sql`
    select name from app_group where name = any(${named}::text[]) for share`);
  const known = new Set(rows.map(({ name }) => name));
  const errors = rules.flatMap(({ approvers = [] }, index) => {
    const unknown = approvers.filter((approver) => {
      const group = groupOf(approver);
      return group !== null && !known.has(group);
    });
    const message = `There is no ${unknown.join(', ')}. Make the group first.`;
    return unknown.length > 0 ? [{ pointer: `/rules/${index}/approvers`, message }] : [];
  });
  if (errors.length === 0) return;
  throw new CountersignError('invalid_fields', 'A rule names a group that is not there. Nothing was saved.', {
    errors,
  });
}

/** A limit counts what we send. What an outside agent carries out by itself we could not hold back. */
function limitOfAnother({ rateLimit }: SavePolicyInput): FieldError[] {
  if (!rateLimit) return [];
  const message = 'This agent carries out its calls by itself, so no rate limit can hold them back. Remove it.';
  return [{ pointer: '/rateLimit', message }];
}
