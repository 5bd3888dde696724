import { sql, type Transaction } from '@/lib/domain/sql';
import type { ConversationHistory, ConversationMessage } from '@/lib/engine/context';
import type { RunRecord } from '@/lib/domain/run-record';
import { loadRecords } from '../runs/load-records';

/** Reads what came before and with a run's message in its conversation. */
export async function loadHistory(transaction: Transaction, record: RunRecord): Promise<ConversationHistory> {
  const messages = await transaction.query<ConversationMessage>(sql`
    select position, message.role, text, run_id, app_user.name as author_name
    from message left join app_user on app_user.id = message.author_id
    where conversation_id = ${record.conversationId} and position <= ${record.messagePosition}
    order by position`);
  const earlier = await transaction.query<{ id: string }>(sql`
    select id from run
    where conversation_id = ${record.conversationId} and message_position <= ${record.messagePosition}
      and id <> ${record.id} and created_at <= (select created_at from run where id = ${record.id})`);
  const runs = await loadRecords(
    transaction,
    earlier.map((run) => run.id),
  );
  return { messages, runs };
}
