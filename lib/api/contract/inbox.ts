import { z } from 'zod';
import { inboxItemKind, inboxItemStatus } from '@/lib/domain/inbox-item';
import { proposalStatus } from '@/lib/domain/proposal';
import { reversibilityClass } from '@/lib/domain/reversibility';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

/** `mine` is what the caller may decide, `team` all that waits, `history` what is closed. */
export const inboxView = z.enum(['mine', 'team', 'history']);
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
  /** False when the caller asked for it or is not among its approvers. */
  mayDecide: z.boolean(),
});
export type InboxItem = z.infer<typeof inboxItem>;

/** `GET /inbox`: sorted by deadline, then age. */
export const listInboxQuery = z.strictObject({
  ...pageQuery,
  status: inboxItemStatus.optional(),
  kind: inboxItemKind.optional(),
  tool: z.string().optional(),
  agent: z.string().optional(),
  runId: z.string().optional(),
  view: inboxView.optional(),
});
export type ListInboxInput = z.infer<typeof listInboxQuery>;
export const inboxPage = pageOf(inboxItem);
export type InboxPage = z.infer<typeof inboxPage>;
