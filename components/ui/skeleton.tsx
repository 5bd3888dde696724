import { clsx } from 'clsx';

/** The shape of something that is about to be there. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('skeleton', className)} />;
}
