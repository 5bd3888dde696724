import type { TaughtRuleList } from '@/lib/api/contract/taught-rule';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireAdmin } from '../users/require-role';
import { findPolicyTool } from './find-tool';
import { listTaughtRules } from './list-taught-rules';
import { saveNextVersion } from './save-next-version';

/**
 * Takes a taught rule out of its tool's policy, as the next version. What it let run already stays done. Throws not_found
 * when none in force has this id, forbidden for everyone but admins.
 */
export async function revokeTaughtRule(app: Application, actor: Actor, id: string): Promise<TaughtRuleList> {
  await app.database.transaction((transaction) => requireAdmin(transaction, actor));
  const tool = await findPolicyTool(app, await toolTaught(app, id));
  await saveNextVersion(app, actor, tool, {
    ifMatch: null,
    reason: 'A taught rule was revoked.',
    audit: { action: 'rule.revoked', subject: { ruleId: id } },
    make: (_transaction, { body }) => {
      const rules = body.rules.filter(({ taught }) => taught?.id !== id);
      if (rules.length === body.rules.length) throw notFound('taught rule');
      return Promise.resolve({ ...body, rules });
    },
  });
  return listTaughtRules(app);
}

async function toolTaught({ database }: Application, id: string): Promise<string> {
  const [row] = await database.query<{ tool: string }>(sql`
    select tool from (select distinct on (tool) tool, body from policy_version order by tool, version desc) policy
    where body -> 'rules' @> ${JSON.stringify([{ taught: { id } }])}::jsonb`);
  if (!row) throw notFound('taught rule');
  return row.tool;
}
