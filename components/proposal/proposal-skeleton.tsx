import { Skeleton } from '@/components/ui/skeleton';

/** The shape of a proposal that is being loaded. */
export function ProposalSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-4">
      <Skeleton className="h-6 w-3/4" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="mt-4 h-24 w-full" />
      <Skeleton className="h-32 w-full" />
    </div>
  );
}
