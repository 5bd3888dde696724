import Link from 'next/link';
import { Button } from '@/components/ui/button';

/** In place of a page that does not exist or that this person's role does not reach; both read the same. */
export function NothingHere() {
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-title font-semibold">There is nothing here for you</h1>
      <p className="text-quiet">
        Either this page does not exist, or it belongs to somebody else, or your role does not reach it. If a link
        brought you here, sign in as the person it was sent to.
      </p>
      <Button asChild>
        <Link href="/">Go to your page</Link>
      </Button>
    </div>
  );
}
