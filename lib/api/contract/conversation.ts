import { z } from 'zod';
import { pageOf, pageQuery } from './page';
import { revertView } from './revert';
import { runSummary } from './run';
import { time } from './time';
import { person } from './user';

/** `person` is a reviewer who took over; then `author` says who. */
const messageView = z.object({
  role: z.enum(['user', 'agent', 'person']),
  text: z.string(),
  runId: z.string().optional(),
  author: person.optional(),
  at: time,
  /** The articles it cites that its run read, by their slugs. */
  citations: z.array(z.object({ article: z.string(), title: z.string() })).optional(),
});
export type MessageView = z.infer<typeof messageView>;

/** A conversation in a list; `title` is the start of its first message. */
export const conversationSummary = z.object({
  id: z.string(),
  agent: z.string(),
  title: z.string(),
  requester: person,
  createdAt: time,
  updatedAt: time,
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

/** What a call's write did and a person undid, or tried to. */
const callRevert = revertView.extend({ callId: z.string() });
export type CallRevert = z.infer<typeof callRevert>;

/** Messages and runs in the order they came. */
export const conversationView = conversationSummary.extend({
  messages: z.array(messageView),
  runs: z.array(runSummary),
  reverts: z.array(callRevert),
});
export type ConversationView = z.infer<typeof conversationView>;

/** `GET /conversations`, latest change first: all the caller may see (a user their own), or their own only. */
export const listConversationsQuery = z.strictObject({
  ...pageQuery,
  agent: z.string().optional(),
  scope: z.enum(['own', 'all']).default('all'),
});
export type ListConversationsInput = z.infer<typeof listConversationsQuery>;
export const conversationPage = pageOf(conversationSummary);
export type ConversationPage = z.infer<typeof conversationPage>;

export const conversationAnswer = z.object({ conversation: conversationView });
export type ConversationAnswer = z.infer<typeof conversationAnswer>;
