import { z } from 'zod';

export const inboxItemKind = z.enum(['proposal', 'escalation', 'unknown_outcome', 'dead_letter']);
export type InboxItemKind = z.infer<typeof inboxItemKind>;

export const inboxItemStatus = z.enum(['pending', 'closed']);
export type InboxItemStatus = z.infer<typeof inboxItemStatus>;

/**
 * Why an item that waits is not this person's to decide: they asked for it themselves, are not among its approvers, have
 * given their approval already, or are no admin.
 */
export const whyNot = z.enum(['own_request', 'not_approver', 'already_approved', 'admin_only']);
export type WhyNot = z.infer<typeof whyNot>;
