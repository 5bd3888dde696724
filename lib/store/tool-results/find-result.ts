import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { CacheKey, FoundResult } from '@/lib/engine/ports';

/** A kept result that still holds, and how many of our writes had touched what it reads until now. */
export async function findResult(transaction: Transaction, key: CacheKey): Promise<FoundResult> {
  const [row] = await transaction.query<{ changes: number; open: boolean } & KeptRow>(sql`
    select count(change.id)::int as changes,
           coalesce(bool_or(execution.status in ('dispatching', 'unknown')), false) as open,
           kept.output, kept.changes::int as "keptChanges",
           extract(epoch from clock_timestamp() - kept.read_at)::int as "ageSeconds"
    from (select 1) one
    left join tool_result_cache kept on kept.key = ${key.key} and kept.expires_at > clock_timestamp()
    left join (${changesOf(key)}) change on true
    left join execution on execution.id = change.execution_id
    group by kept.key, kept.output, kept.changes, kept.read_at`);
  // While one is on its way nobody knows what holds.
  if (!row || row.open) return { hit: null, changes: null };
  const { output, keptChanges, ageSeconds, changes } = row;
  const holds = output !== null && keptChanges === changes;
  return { hit: holds ? { output, ageSeconds: ageSeconds ?? 0 } : null, changes };
}

interface KeptRow {
  output: string | null;
  keptChanges: number | null;
  ageSeconds: number | null;
}

/** A read of a whole collection is touched by every write in it; `*` on either side is everything. */
function changesOf({ collection, record }: CacheKey): SqlStatement {
  return sql`
    select id, execution_id from record_change
    where (collection = ${collection} or collection = '*' or ${collection} = '*')
      and (record is null or ${record}::text is null or record = ${record})`;
}
