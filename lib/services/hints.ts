import { openListener, type Listener } from '@/lib/store/listener';
import type { Application } from './application';
import { processWide } from './process-wide';

/** The process's one connection that hears hints, opened on first use. */
export function hints({ config }: Pick<Application, 'config'>): Listener {
  return processWide('hints', () => openListener(config.databaseUrl ?? ''));
}
