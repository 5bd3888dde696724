import { z } from 'zod';
import { answerFinding } from '@/lib/domain/answer';
import { inboxItemKind, inboxItemStatus, whyNot } from '@/lib/domain/inbox-item';
import { proposalStatus } from '@/lib/domain/proposal';
import { reversibilityClass } from '@/lib/domain/reversibility';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

/**
 * `mine` is what the caller may decide and did not put off, `team` all that waits, `snoozed` what the caller put off,
 * `history` what is closed.
 */
export const inboxView = z.enum(['mine', 'team', 'snoozed', 'history']);
export type InboxView = z.infer<typeof inboxView>;

/**
 * What waits for a person. A proposal's item has the proposal's id, an unknown outcome's its
 * execution's, any other its run's. What an outside agent proposed belongs to no run and no conversation. The members
 * after `status` belong to proposals, but for `reason`, an escalation's code.
 */
export const inboxItem = z.object({
  id: z.string(),
  kind: inboxItemKind,
  title: z.string(),
  tool: z.string().nullable(),
  reversibility: reversibilityClass.nullable(),
  runId: z.string().nullable(),
  createdAt: time,
  expiresAt: time.nullable(),
  requiredApprovals: z.int().nullable(),
  givenApprovals: z.int().nullable(),
  agent: z.string(),
  conversationId: z.string().nullable(),
  requester: person,
  status: inboxItemStatus,
  closedAt: time.optional(),
  closedBy: person.optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  proposalId: z.string().optional(),
  proposalStatus: proposalStatus.optional(),
  groupId: z.string().optional(),
  position: z.int().optional(),
  gatedBy: z.string().optional(),
  /** What a decision on a proposal must carry, when it is taken from the list. */
  version: z.int().optional(),
  viewHash: z.string().optional(),
  approvers: z.array(z.string()).optional(),
  /** False with `whyNot` when it waits for others. */
  mayDecide: z.boolean(),
  whyNot: whyNot.optional(),
  /** The caller put it off: until then, or with null until it changes. */
  snoozed: z.object({ until: time.nullable() }).optional(),
  /** Other people who have it open at this moment. */
  looking: z.array(person),
  /** An escalation's answer that was not sent, and what is wrong with it; where one item is asked for. */
  draft: z.object({ text: z.string(), findings: z.array(answerFinding) }).optional(),
});
export type InboxItem = z.infer<typeof inboxItem>;

/** `GET /inbox`: sorted by deadline to the minute, then class, then age. `q` is looked for in titles, names and reasons. */
export const listInboxQuery = z.strictObject({
  ...pageQuery,
  status: inboxItemStatus.optional(),
  kind: inboxItemKind.optional(),
  tool: z.string().optional(),
  agent: z.string().optional(),
  runId: z.string().optional(),
  view: inboxView.optional(),
  reversibility: reversibilityClass.optional(),
  q: z.string().max(200).optional(),
});
export type ListInboxInput = z.infer<typeof listInboxQuery>;
export const inboxPage = pageOf(inboxItem);
export type InboxPage = z.infer<typeof inboxPage>;

export const inboxItemAnswer = z.object({ item: inboxItem });
export type InboxItemAnswer = z.infer<typeof inboxItemAnswer>;

/** How many items a view has; with `more` there are at least that many. */
const count = z.object({ count: z.int(), more: z.boolean() });
export const inboxCounts = z.object({ mine: count, team: count, snoozed: count });
export type InboxCounts = z.infer<typeof inboxCounts>;

/** `POST /inbox/:id/snooze`: until a moment, or without one until the item changes. */
export const snoozeBody = z.strictObject({ until: time.optional() });
export type SnoozeInput = z.infer<typeof snoozeBody>;

/** `POST /inbox/:id/look`: the caller has the item open, for some seconds from now; or has it open no longer. */
export const lookBody = z.strictObject({ open: z.boolean() });
export const lookAnswer = z.object({ looking: z.array(person) });
