import type { PolicyView } from '@/lib/api/contract/policy';
import { auditActor } from '@/lib/audit/audit-actor';
import type { AuditFact } from '@/lib/domain/audit';
import { CountersignError } from '@/lib/domain/errors';
import type { CurrentPolicy, PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Tool } from '@/lib/domain/tool';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { lockVersion } from '@/lib/store/policies/lock-version';
import { readPolicy } from '@/lib/store/policies/read-policy';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { getPolicy } from './get-policy';

interface NextVersion {
  /** The version it is made from; null when it is made from whatever is in force. */
  ifMatch: number | null;
  reason: string;
  audit: Pick<AuditFact, 'action' | 'outcome'> & { subject?: AuditFact['subject'] };
  /** Makes the body from the one in force, and throws when it can't stand. */
  make(transaction: Transaction, current: CurrentPolicy): Promise<PolicyBody>;
}

/**
 * The one way a tool's policy changes: an admin's next version on top of the one in force, with its audit entry. When
 * another was saved meanwhile, nothing is stored and a 409 `stale_version` carries the one in force. Throws forbidden
 * for everyone but admins.
 */
export async function saveNextVersion(
  app: Application,
  actor: Actor,
  { name }: Tool,
  { ifMatch, reason, audit, make }: NextVersion,
): Promise<PolicyView> {
  const saved = await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, `policy:${name}`);
    const current = await readPolicy(transaction, name);
    if (ifMatch !== null && current.version !== ifMatch) return false;
    const body = await make(transaction, current);
    const version = current.version + 1;
    await transaction.query(sql`
      insert into policy_version (tool, version, body, author_id, reason)
      values (${name}, ${version}, ${JSON.stringify(body)}::jsonb, ${actor.userId}, ${reason})`);
    await appendAudit(transaction, {
      ...audit,
      actor: auditActor(actor),
      subject: { ...audit.subject, tool: name },
      policyVersion: version,
      reason,
    });
    return true;
  });
  const policy = await getPolicy(app, name);
  if (saved) return policy;
  const message = `Version ${policy.version} was saved meanwhile. Look at it and save again. Nothing was saved.`;
  throw new CountersignError('stale_version', message, { body: { policy } });
}
