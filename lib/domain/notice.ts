import { z } from 'zod';
import { mayDecide, type Decider } from './entitlement';
import type { InboxItemKind } from './inbox-item';
import { hasRole } from './role';

/** `needs_you` goes to whoever may settle an item that waits, `decided` to who asked, when they left the chat. */
export const noticeKind = z.enum(['needs_you', 'decided']);
export type NoticeKind = z.infer<typeof noticeKind>;

export const noticeChannel = z.enum(['email', 'slack']);
export type NoticeChannel = z.infer<typeof noticeChannel>;

const step = z.strictObject({ channel: noticeChannel, afterMinutes: z.int().min(0).max(1440) });

/**
 * By what channels a person is told. Each step of `needsYou` is taken so many minutes after an item began to wait, if it
 * waits still; an empty list tells nothing. `decided` is one channel, or null for none.
 */
export const noticeSettings = z.strictObject({
  needsYou: z
    .array(step)
    .max(noticeChannel.options.length)
    .refine(
      (steps) => new Set(steps.map(({ channel }) => channel)).size === steps.length,
      'A channel stands here twice.',
    ),
  decided: noticeChannel.nullable(),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

const SECOND_AFTER_MINUTES = 10;

/** What holds for a person who set nothing: each channel the deployment has, one after the other. */
export function defaultNoticeSettings(channels: readonly NoticeChannel[]): NoticeSettings {
  return {
    needsYou: channels.map((channel, index) => ({ channel, afterMinutes: index * SECOND_AFTER_MINUTES })),
    decided: channels[0] ?? null,
  };
}

/** An inbox item as far as it says whom it needs; only a proposal has approvers. */
interface AskingItem {
  kind: InboxItemKind;
  requesterId: string;
  approvers: readonly string[];
}

/** True for a person who could settle the item that waits. */
export function needs(item: AskingItem, person: Decider): boolean {
  if (item.kind === 'proposal') return mayDecide(person, item);
  return hasRole(person.role, item.kind === 'dead_letter' ? 'admin' : 'reviewer');
}
