import type { TaughtRule, TaughtRuleList } from '@/lib/api/contract/taught-rule';
import type { Rule, Teaching } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';

interface TaughtRow {
  tool: string;
  rule: Rule & { taught: Teaching };
  expired: boolean;
  hits: number;
  lastHitAt: Date | null;
}

/** Every taught rule of the policies in force, the newest first, with what it let run. */
export async function listTaughtRules(app: Application): Promise<TaughtRuleList> {
  const rows = await app.database.query<TaughtRow>(sql`
    select tool, rule, (rule -> 'taught' ->> 'expiresAt')::timestamptz <= now() as expired, hit.hits, hit.last_hit_at
    from (select distinct on (tool) tool, body from policy_version order by tool, version desc) policy
    cross join lateral jsonb_array_elements(body -> 'rules') as rule
    cross join lateral (
      select count(*) as hits, max(proposed_at) as last_hit_at from proposal
      where taught_rule_id = rule -> 'taught' ->> 'id') hit
    where rule ? 'taught'
    order by rule -> 'taught' ->> 'taughtAt' desc`);
  const personOf = await findPeople(
    app.database,
    rows.map(({ rule }) => rule.taught.ownerId),
  );
  return {
    items: rows.map(({ tool, rule: { when = '', taught }, expired, hits, lastHitAt }): TaughtRule => {
      const { id, ownerId, proposalId, taughtAt, expiresAt } = taught;
      const owner = personOf(ownerId) ?? { id: ownerId, name: ownerId };
      const last = lastHitAt ? { lastHitAt: lastHitAt.toISOString() } : {};
      return { id, tool, when, owner, proposalId, taughtAt, expiresAt, expired, hits, ...last };
    }),
  };
}
