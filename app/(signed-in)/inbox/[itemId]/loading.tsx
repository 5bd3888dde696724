import { ProposalSkeleton } from '@/components/proposal/proposal-skeleton';

/** Stands there at once when an item is opened. */
export default function ItemLoading() {
  return (
    <div className="mx-auto max-w-3xl px-4 pt-4 md:px-6 md:pt-6">
      <ProposalSkeleton />
    </div>
  );
}
