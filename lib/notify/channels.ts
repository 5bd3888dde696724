import type { Config } from '@/lib/config';
import type { NoticeChannel } from '@/lib/domain/notice';

/** The channels this deployment can tell people by, in the order in which they are tried. */
export function channelsOf({ slack, smtpUrl }: Pick<Config, 'slack' | 'smtpUrl'>): NoticeChannel[] {
  return [...(slack ? (['slack'] as const) : []), ...(smtpUrl === undefined ? [] : (['email'] as const))];
}
