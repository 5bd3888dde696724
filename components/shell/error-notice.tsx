import { VisibleText } from '@/components/diff/visible-text';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/api/client/request';

interface ErrorNoticeProps {
  error: unknown;
  /** What was tried, as in "The inbox could not be loaded." */
  what: string;
  /** A request that changes something may have arrived although its answer did not. */
  writes?: boolean;
  onRetry?: () => void;
}

/** What went wrong, whether anything was sent, and what to do. */
export function ErrorNotice({ error, what, writes, onRetry }: ErrorNoticeProps) {
  return (
    <Notice
      tone="danger"
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <strong className="font-medium">{what}</strong> <VisibleText text={explain(error, writes ?? false)} />
    </Notice>
  );
}

function explain(error: unknown, writes: boolean): string {
  if (error instanceof ApiError) return error.problem.detail;
  const doubt = writes ? ' It may have arrived or not; trying again is safe, it counts once.' : ' Nothing was changed.';
  return `No answer came from the server.${doubt} Check your connection and try again.`;
}
