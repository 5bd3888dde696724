import { route } from '@/lib/api/route';
import { getNoticeSettings, saveNoticeSettings } from '@/lib/services/notices/notice-settings';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/me/notices', {
  GET: ({ app, actor }) => getNoticeSettings(app, actor),
  PUT: ({ app, actor, body }) => saveNoticeSettings(app, actor, body),
});
