import { sql, type Transaction } from '@/lib/domain/sql';
import type { ConversationHistory, ConversationMessage } from '@/lib/engine/context';
import type { RunRecord } from '@/lib/domain/run-record';
import { loadRecords } from '../runs/load-records';

/** Reads what came before and with a run's message in its conversation. */
export async function loadHistory(transaction: Transaction, record: RunRecord): Promise<ConversationHistory> {
  const [found] = await transaction.query<{ messages: ConversationMessage[]; earlier: string[] }>(sql`
    select (
      select json_agg(item order by item.position) from (
        select position, message.role, text, run_id as "runId", app_user.name as "authorName"
        from message left join app_user on app_user.id = message.author_id
        where conversation_id = ${record.conversationId} and position <= ${record.messagePosition}
      ) item
    ) as messages, array(
      select id from run
      where conversation_id = ${record.conversationId} and message_position <= ${record.messagePosition}
        and id <> ${record.id} and created_at <= (select created_at from run where id = ${record.id})
    ) as earlier`);
  const messages = found?.messages ?? [];
  const runs = found && found.earlier.length > 0 ? await loadRecords(transaction, found.earlier) : [];
  return { messages, runs };
}
