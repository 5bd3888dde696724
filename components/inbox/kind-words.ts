import type { InboxItemKind } from '@/lib/domain/inbox-item';

/** What kind of thing waits, in words. */
export const kindWords: Record<InboxItemKind, string> = {
  proposal: 'Proposal',
  escalation: 'Escalation',
  unknown_outcome: 'Unknown outcome',
  dead_letter: 'Stuck run',
};
