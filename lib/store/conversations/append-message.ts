import { sql, type Transaction } from '@/lib/domain/sql';

export interface NewMessage {
  conversationId: string;
  role: 'user' | 'agent' | 'person';
  text: string;
  runId?: string;
  authorId?: string;
}

/** Appends a message to its conversation and gives its position; the conversation's row lock keeps positions unique. */
export async function appendMessage(transaction: Transaction, message: NewMessage): Promise<number> {
  const locking = transaction.query(
    sql`update conversation set updated_at = now() where id = ${message.conversationId}`,
  );
  const inserting = transaction.query<{ position: number }>(sql`
    insert into message (conversation_id, position, role, text, run_id, author_id)
    select ${message.conversationId}, coalesce(max(position), 0) + 1, ${message.role}::message_role, ${message.text},
           ${message.runId ?? null}, ${message.authorId ?? null}
    from message where conversation_id = ${message.conversationId}
    returning position`);
  const [, rows] = await Promise.all([locking, inserting]);
  return rows[0]?.position ?? 1;
}
