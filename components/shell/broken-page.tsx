import { Button } from '@/components/ui/button';

/** In place of a page whose drawing failed. */
export function BrokenPage({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-title font-semibold">This page broke</h1>
      <p className="text-quiet">
        It could not be drawn; nothing was sent because of that. Try again; if it stays, tell your admin what you did
        last.
      </p>
      <Button look="primary" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
