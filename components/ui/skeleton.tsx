import { classNames } from './class-names';

/** The shape of something that is about to be there. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded bg-line', className)} />;
}
