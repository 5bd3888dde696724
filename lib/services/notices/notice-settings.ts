import type { NoticesAnswer } from '@/lib/api/contract/notice';
import { defaultNoticeSettings, type NoticeSettings } from '@/lib/domain/notice';
import { sql } from '@/lib/domain/sql';
import { channelsOf } from '@/lib/notify/channels';
import type { Actor, Application } from '../application';

/** How the actor is told. What they never set is what the deployment's channels give. */
export async function getNoticeSettings({ config, database }: Application, actor: Actor): Promise<NoticesAnswer> {
  const channels = channelsOf(config);
  const [row] = await database.query<{ body: NoticeSettings }>(sql`
    select body from notice_settings where user_id = ${actor.userId}`);
  return { channels, settings: row?.body ?? defaultNoticeSettings(channels) };
}

/** Sets how the actor is told from now on; what was planned by a channel they left out is dropped. */
export async function saveNoticeSettings(
  app: Application,
  actor: Actor,
  settings: NoticeSettings,
): Promise<NoticesAnswer> {
  await app.database.transaction(async (transaction) => {
    await transaction.query(sql`
      insert into notice_settings (user_id, body) values (${actor.userId}, ${JSON.stringify(settings)}::jsonb)
      on conflict (user_id) do update set body = excluded.body, updated_at = now()`);
    const asked = settings.needsYou.map(({ channel }) => channel);
    const decided = settings.decided === null ? [] : [settings.decided];
    await transaction.query(sql`
      update notice set status = 'dropped'
      where user_id = ${actor.userId} and status = 'pending'
        and channel::text <> all(case kind when 'decided' then ${decided}::text[] else ${asked}::text[] end)`);
  });
  return getNoticeSettings(app, actor);
}
