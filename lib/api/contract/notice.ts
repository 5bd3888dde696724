import { z } from 'zod';
import { noticeChannel, noticeSettings } from '@/lib/domain/notice';

/** How one is told; `channels` are those that the deployment has, in the order in which they are tried. */
export const noticesAnswer = z.object({ channels: z.array(noticeChannel), settings: noticeSettings });
export type NoticesAnswer = z.infer<typeof noticesAnswer>;
