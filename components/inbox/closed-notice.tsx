import { VisibleText } from '@/components/diff/visible-text';
import { Ago } from '@/components/time/moments';
import { Notice } from '@/components/ui/notice';
import type { InboxItem } from '@/lib/api/contract/inbox';

interface ClosedNoticeProps {
  item: InboxItem;
  /** What the person did, by the item's outcome. */
  words: Record<string, string>;
}

/** Who closed an item, how and when. */
export function ClosedNotice({ item: { closedBy, closedAt, outcome }, words }: ClosedNoticeProps) {
  return (
    <Notice tone="success">
      <VisibleText text={closedBy?.name ?? 'Somebody'} /> {words[outcome ?? ''] ?? 'settled it'}
      {closedAt && (
        <>
          {' '}
          <Ago at={closedAt} />
        </>
      )}
      .
    </Notice>
  );
}
