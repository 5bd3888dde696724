import { uuidv7 } from 'uuidv7';
import type { NoticeChannel } from '@/lib/domain/notice';
import { needs } from '@/lib/domain/notice';
import { channelsOf } from '@/lib/notify/channels';
import { MailRefused, sendMail } from '@/lib/notify/mail';
import { writeNotice } from '@/lib/notify/notice-text';
import { postToSlack, SlackRefused } from '@/lib/notify/slack';
import { lockDueNotices, type DueNotice } from '@/lib/store/notices/lock-due-notices';
import {
  dropNotices,
  forgetNotices,
  giveUpSending,
  holdNotices,
  MOST_MESSAGES,
  readTraffic,
  recordRefused,
  recordSent,
  recordUnknown,
  startSending,
  type Traffic,
} from '@/lib/store/notices/settle-notices';
import type { Application } from '../application';

export const NOTICES_AT_ONCE = 500;
const MESSAGES_AT_ONCE = 8;

/** One message to one person: what is due to them by one channel goes together. */
interface Message {
  id: string;
  channel: NoticeChannel;
  email: string;
  notices: [DueNotice, ...DueNotice[]];
}

/**
 * Sends the notices that are due and gives how many it took up. What nobody needs any more is dropped: the item waits no
 * longer, or who asked saw the answer. A message is recorded before it is sent and never sent a second time unless it
 * certainly did not arrive (ADR 023).
 */
export async function sendNotices(app: Application): Promise<number> {
  await giveUpSending(app.database);
  await forgetNotices(app.database);
  const { taken, messages } = await claimMessages(app);
  for (let start = 0; start < messages.length; start += MESSAGES_AT_ONCE) {
    await Promise.all(messages.slice(start, start + MESSAGES_AT_ONCE).map((message) => send(app, message)));
  }
  return taken;
}

async function claimMessages({ config, database }: Application): Promise<{ taken: number; messages: Message[] }> {
  const channels = channelsOf(config);
  return database.transaction(async (transaction) => {
    const due = await lockDueNotices(transaction, NOTICES_AT_ONCE);
    if (due.length === 0) return { taken: 0, messages: [] };
    const wanted = due.filter((notice) => channels.includes(notice.channel) && isWanted(notice));
    await dropNotices(transaction, idsOf(due.filter((notice) => !wanted.includes(notice))));
    const traffic = await readTraffic(transaction, [...new Set(wanted.map(({ userId }) => userId))]);
    const messages: Message[] = [];
    for (const message of messagesOf(wanted)) {
      if (hasRoom(traffic, message)) messages.push(message);
      else await holdNotices(transaction, idsOf(message.notices));
    }
    for (const { id, notices } of messages) await startSending(transaction, id, idsOf(notices));
    return { taken: due.length, messages };
  });
}

function isWanted(notice: DueNotice): boolean {
  if (notice.disabled) return false;
  if (notice.kind === 'decided') return !notice.hasSeen;
  const { itemKind, requesterId, approvers } = notice;
  return notice.waits && !notice.hasDecided && needs({ kind: itemKind, requesterId, approvers }, notice);
}

function messagesOf(notices: readonly DueNotice[]): Message[] {
  const messages = new Map<string, Message>();
  for (const notice of notices) {
    const { userId, channel, kind, email } = notice;
    const key = `${userId} ${channel} ${kind}`;
    const message = messages.get(key);
    if (message) message.notices.push(notice);
    else messages.set(key, { id: uuidv7(), channel, email, notices: [notice] });
  }
  return [...messages.values()];
}

function hasRoom(traffic: readonly Traffic[], { channel, notices: [{ userId }] }: Message): boolean {
  const sent = traffic.find((one) => one.userId === userId && one.channel === channel);
  return (sent?.messages ?? 0) < MOST_MESSAGES;
}

async function send(app: Application, message: Message): Promise<void> {
  const { database } = app;
  try {
    await deliver(app, message);
    await recordSent(database, message.id);
  } catch (error) {
    const refused = error instanceof MailRefused || error instanceof SlackRefused;
    await (refused ? recordRefused : recordUnknown)(database, message.id, (error as Error).message);
  }
}

async function deliver({ config, database }: Application, { id, channel, email, notices }: Message): Promise<void> {
  const { subject, body, slack } = writeNotice(config.nextAuthUrl, notices);
  if (channel === 'slack') await postToSlack(config, email, slack);
  else await sendMail({ to: email, subject, body, messageId: `notice-${id}` }, database.autocommit);
}

const idsOf = (notices: readonly DueNotice[]) => notices.map(({ id }) => id);
