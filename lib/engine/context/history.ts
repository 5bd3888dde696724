import type { RunRecord } from '@/lib/domain/run-record';

/** A message of the conversation as the agent should read it. */
export interface ConversationMessage {
  position: number;
  role: 'user' | 'agent' | 'person';
  text: string;
  runId: string | null;
  authorName: string | null;
}

/** What came before this run in its conversation: messages by position, and the runs they started. */
export interface ConversationHistory {
  messages: ConversationMessage[];
  runs: RunRecord[];
}
