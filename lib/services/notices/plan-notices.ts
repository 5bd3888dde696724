import { defaultNoticeSettings, needs, type NoticeChannel } from '@/lib/domain/notice';
import { channelsOf } from '@/lib/notify/channels';
import { findNoticed, type Noticed } from '@/lib/store/notices/find-noticed';
import { insertNotices, type NewNotice } from '@/lib/store/notices/insert-notices';
import { takeNoticeEvents, type NoticeEvent } from '@/lib/store/notices/take-notice-events';
import type { Application } from '../application';

export const EVENTS_AT_ONCE = 200;
/** Time to come back to the chat and see for oneself. */
const PATIENCE_SECONDS = 60;

/**
 * Turns what happened in the inbox into notices, one for each person and channel, and gives how many events it took. An
 * event and its notices are one transaction. Without a channel the events are only taken away.
 */
export async function planNotices({ config, database }: Application): Promise<number> {
  const channels = channelsOf(config);
  return database.transaction(async (transaction) => {
    const events = await takeNoticeEvents(transaction, EVENTS_AT_ONCE);
    if (events.length === 0 || channels.length === 0) return events.length;
    const people = await findNoticed(
      transaction,
      events.map(({ requesterId }) => requesterId),
    );
    const notices = events.flatMap((event) => people.flatMap((person) => noticesOf(event, person, channels)));
    await insertNotices(transaction, notices);
    return events.length;
  });
}

function noticesOf(event: NoticeEvent, person: Noticed, channels: readonly NoticeChannel[]): NewNotice[] {
  const { itemId, kind, at: eventAt, itemKind, requesterId, approvers, conversationId } = event;
  const { needsYou, decided } = person.settings ?? defaultNoticeSettings(channels);
  const notice = { userId: person.userId, itemId, kind, eventAt };
  if (kind === 'decided') {
    const told = person.userId === requesterId && conversationId !== null && decided !== null;
    return told && channels.includes(decided) ? [{ ...notice, channel: decided, afterSeconds: PATIENCE_SECONDS }] : [];
  }
  if (!event.waits || !needs({ kind: itemKind, requesterId, approvers }, person)) return [];
  return needsYou
    .filter(({ channel }) => channels.includes(channel))
    .map(({ channel, afterMinutes }) => ({ ...notice, channel, afterSeconds: afterMinutes * 60 }));
}
