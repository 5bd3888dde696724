import type { ConversationSummary } from '@/lib/api/contract/conversation';

const LONGEST_TITLE = 120;

export interface ConversationRow {
  id: string;
  agent: string;
  userId: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A conversation as lists show it; its title is the start of its first message. */
export function conversationSummaryOf(
  { id, agent, userId, createdAt, updatedAt }: ConversationRow,
  requesterName: string,
  firstMessage: string,
): ConversationSummary {
  const line = firstMessage.trim().replace(/\s+/g, ' ');
  return {
    id,
    agent,
    title: line.length > LONGEST_TITLE ? `${Array.from(line).slice(0, LONGEST_TITLE).join('')}…` : line,
    requester: { id: userId, name: requesterName },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
