import { useState, type ReactNode, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ReasonField } from '@/components/settings/reason-field';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useChangeArticle, type ArticleChange } from '@/lib/api/client/use-knowledge';
import type { ArticleView } from '@/lib/api/contract/knowledge';

interface ChangeDialogProps {
  slug: string;
  title: string;
  /** What the button does. */
  label: string;
  /** The change, once there is a reason. */
  change: (reason: string) => ArticleChange;
  /** What is said when it is made. */
  done: (article: ArticleView) => string;
  /** It was made. */
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Says what a change of an article comes to and asks why, before it is made. */
export function ChangeDialog({ slug, title, label, change, done, onDone, onClose, children }: ChangeDialogProps) {
  const { mutate, isPending, error } = useChangeArticle(slug);
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(change(reason.trim()), {
      onSuccess: (article) => {
        toast.success(done(article));
        onDone();
        onClose();
      },
    });
  };
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3 text-small">
        {children}
        <ReasonField value={reason} onChange={setReason} />
        {error && <ErrorNotice error={error} what="Nothing was saved." />}
        <div className="flex gap-2">
          <Button type="submit" look="primary" disabled={isPending || reason.trim() === ''}>
            {label}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
