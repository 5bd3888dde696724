import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

export function Badge({ tone = 'neutral', className, ...props }: ComponentProps<'span'> & { tone?: Tone | undefined }) {
  return <span className={clsx('badge', `badge-${tone}`, className)} {...props} />;
}
