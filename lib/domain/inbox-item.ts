import { z } from 'zod';

export const inboxItemKind = z.enum(['proposal', 'escalation', 'unknown_outcome', 'dead_letter']);
export type InboxItemKind = z.infer<typeof inboxItemKind>;

export const inboxItemStatus = z.enum(['pending', 'closed']);
export type InboxItemStatus = z.infer<typeof inboxItemStatus>;
