import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { ReasonDialog } from '@/components/history/reason-dialog';
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

/** A change of an article, told and given a reason before it is made. */
export function ChangeDialog({ slug, title, label, change, done, onDone, onClose, children }: ChangeDialogProps) {
  const { mutate, isPending, error } = useChangeArticle(slug);
  const submit = (reason: string) =>
    mutate(change(reason), {
      onSuccess: (article) => {
        toast.success(done(article));
        onDone();
        onClose();
      },
    });
  return (
    <ReasonDialog {...{ title, label, isPending, error, onClose }} onSubmit={submit}>
      {children}
    </ReasonDialog>
  );
}
