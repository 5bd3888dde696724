import type { ConversationTotal } from '@/lib/api/contract/run-trace';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import type { Database } from '@/lib/store/database';

type Row = ConversationTotal['usage'] & { runs: number; trust: unknown };

/** What the run's whole conversation used and cost so far, under the cap that the run started with. */
export async function readConversationTotal(database: Database, runId: string): Promise<ConversationTotal> {
  const [row] = await database.query<Row>(sql`
    select count(*)::int as runs, coalesce(sum(other.input_tokens), 0)::int8 as input_tokens,
           coalesce(sum(other.output_tokens), 0)::int8 as output_tokens,
           coalesce(sum(other.cache_read_tokens), 0)::int8 as cache_read_tokens,
           coalesce(sum(other.cost_usd), 0)::float as cost_usd,
           (select trust from run where id = ${runId}) as trust
    from run other where conversation_id = (select conversation_id from run where id = ${runId})`);
  const {
    runs = 0,
    trust,
    ...usage
  } = row ?? { trust: {}, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, costUsd: 0 };
  const { conversationUsd } = trustSettings.parse(trust).models.caps;
  return { runs, usage, ...(conversationUsd !== null && { capUsd: conversationUsd }) };
}
