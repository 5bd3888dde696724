import { Skeleton } from '@/components/ui/skeleton';

/** The shape of a thread that is being loaded. */
export function ThreadSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-4">
      <Skeleton className="h-14 w-1/2 self-end" />
      <Skeleton className="h-5 w-1/3" />
      <Skeleton className="h-24 w-2/3" />
    </div>
  );
}
