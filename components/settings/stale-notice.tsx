import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

interface StaleNoticeProps {
  version: number;
  author?: string | undefined;
  onReload: () => void;
}

/** Somebody else saved while this form was open. */
export function StaleNotice({ version, author, onReload }: StaleNoticeProps) {
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" onClick={onReload}>
          Reload
        </Button>
      }
    >
      {author ?? 'Somebody'} saved version {version} meanwhile. Nothing of yours was saved; reload to go on from theirs.
    </Notice>
  );
}
