import type { NoticeChannel } from '@/lib/domain/notice';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { Database } from '../database';

/** Longer than a sending takes. What is in it for longer belongs to a process that died. */
const SENDING = sql`interval '10 minutes'`;
/** Within this time a person gets at most so many messages by one channel; the next gathers the rest. */
const WINDOW = sql`interval '10 minutes'`;
export const MOST_MESSAGES = 5;
/** Settled three months ago. */
export const FORGOTTEN = sql`
  status in ('sent', 'dropped', 'unknown', 'dead') and due_at < now() - interval '90 days'`;
const MOST_ATTEMPTS = 6;
const FIRST_WAIT_SECONDS = 30;

/** How often a person was written to by a channel within the window, and when it has room again. */
export interface Traffic {
  userId: string;
  channel: NoticeChannel;
  messages: number;
}

/** The messages that these people got within the window. */
export async function readTraffic(transaction: Transaction, userIds: readonly string[]): Promise<Traffic[]> {
  return transaction.query<Traffic>(sql`
    select user_id, channel, count(distinct message_id)::int as messages from notice
    where user_id = any(${userIds}) and sent_at > now() - ${WINDOW} group by user_id, channel`);
}

/** Puts notices off until their person has room for another message. */
export async function holdNotices(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.send(sql`
    update notice set due_at = (
      select min(earlier.sent_at) + ${WINDOW} from notice earlier
      where earlier.user_id = notice.user_id and earlier.channel = notice.channel and earlier.sent_at > now() - ${WINDOW})
    where id = any(${ids})`);
}

/** Ends notices that nobody needs any more. */
export async function dropNotices(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.send(sql`update notice set status = 'dropped' where id = any(${ids})`);
}

/** Records that a message with these notices is about to be sent. Commit it before sending. */
export async function startSending(transaction: Transaction, messageId: string, ids: readonly string[]): Promise<void> {
  await transaction.send(sql`
    update notice set status = 'sending', message_id = ${messageId}, attempts = attempts + 1, due_at = now() + ${SENDING}
    where id = any(${ids})`);
}

/** Records what came of a message; also when it was given up meanwhile, because this is known for certain. */
export async function recordSent(database: Database, messageId: string): Promise<void> {
  await settle(database, messageId, sql`status = 'sent', sent_at = now(), last_error = null`);
}

/** Records that a message may have been sent or not. It is not sent again. */
export async function recordUnknown(database: Database, messageId: string, error: string): Promise<void> {
  await settle(database, messageId, sql`status = 'unknown', last_error = left(${error}, 500)`);
}

/** Puts a message that certainly was not sent off until later, twice as long each time; after the last attempt it is dead. */
export async function recordRefused(database: Database, messageId: string, error: string): Promise<void> {
  await settle(
    database,
    messageId,
    sql`status = case when attempts >= ${MOST_ATTEMPTS} then 'dead'::notice_status else 'pending' end,
        due_at = now() + make_interval(secs => ${FIRST_WAIT_SECONDS}::int * 2 ^ (attempts - 1) * (1 - random() / 2)),
        last_error = left(${error}, 500)`,
  );
}

async function settle(database: Database, messageId: string, change: SqlStatement): Promise<void> {
  await database.query(sql`
    update notice set ${change} where message_id = ${messageId} and status in ('sending', 'unknown')`);
}

/** Gives up what a process that died was sending: it may have been sent, and a second time is worse than none. */
export async function giveUpSending(database: Database): Promise<void> {
  await database.query(sql`
    update notice set status = 'unknown', last_error = 'The process that was sending it ended.'
    where status = 'sending' and due_at <= now()`);
}

/** Forgets some of them. */
export async function forgetNotices(database: Database): Promise<void> {
  await database.query(sql`
    delete from notice where id in (select id from notice where ${FORGOTTEN} limit 1000)`);
}
