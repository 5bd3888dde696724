import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';

export interface NewMessage {
  /** An id, or an expression for one. */
  conversationId: string | SqlStatement;
  role: 'user' | 'agent' | 'person';
  text: string;
  runId?: string;
  authorId?: string;
}

/** Appends a message to its conversation and gives its position. */
export async function appendMessage(transaction: Transaction, message: NewMessage): Promise<number> {
  await transaction.send(lockConversation(message));
  const rows = await transaction.query<{ position: number }>(sql`${insertMessage(message)} returning position`);
  return rows[0]?.position ?? 1;
}

/** Appends a message whose position nobody asks for. */
export async function sendMessage(transaction: Transaction, message: NewMessage): Promise<void> {
  await transaction.send(lockConversation(message));
  await transaction.send(insertMessage(message));
}

/** The row lock keeps positions unique. */
function lockConversation({ conversationId }: NewMessage): SqlStatement {
  return sql`update conversation set updated_at = now() where id = ${conversationId}`;
}

function insertMessage({ conversationId, role, text, runId, authorId }: NewMessage): SqlStatement {
  return sql`
    insert into message (conversation_id, position, role, text, run_id, author_id)
    select target.id, coalesce(max(position), 0) + 1, ${role}::message_role, ${text}, ${runId ?? null}, ${authorId ?? null}
    from (select ${conversationId} as id) target left join message on message.conversation_id = target.id
    group by target.id`;
}
