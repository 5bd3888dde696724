import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ReasonField } from '@/components/settings/reason-field';
import { StaleNotice } from '@/components/settings/stale-notice';
import { useDraft } from '@/components/settings/use-draft';
import { ErrorNotice } from '@/components/shell/error-notice';
import { LeaveGuard } from '@/components/shell/leave-guard';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api/client/request';
import { useChangeArticle } from '@/lib/api/client/use-knowledge';
import type { ArticleView } from '@/lib/api/contract/knowledge';
import { articleParts, contentOf, draftOf } from './article-draft';
import { ArticleFields } from './article-fields';

interface ArticleFormProps {
  /** The newest version known. */
  latest: ArticleView;
  agents: readonly { name: string; title: string }[];
}

/** Edits an article; saving makes its next version and needs a reason. */
export function ArticleForm({ latest, agents }: ArticleFormProps) {
  const { mutate, isPending, error } = useChangeArticle(latest.slug);
  const written = useDraft(latest, draftOfArticle, articleParts);
  const { draft, isStale } = written;
  const { version } = written.base;
  const [reason, setReason] = useState('');
  const problem = error instanceof ApiError ? error.problem : undefined;
  const errorAt = (pointer: string) => problem?.errors?.find((fault) => fault.pointer.startsWith(pointer))?.message;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { act: 'save', current: version, body: { ...contentOf(draft), reason } },
      {
        onSuccess: (saved) => {
          toast.success(`Saved as version ${saved.version}.`);
          setReason('');
          written.restart();
        },
      },
    );
  };
  return (
    <form method="post" aria-label="Article" onSubmit={save} className="flex flex-col gap-4">
      <LeaveGuard active={written.isChanged} />
      <ArticleFields
        draft={draft}
        agents={agents}
        onChange={(change) => written.change({ ...draft, ...change })}
        errorAt={errorAt}
      />
      <ReasonField label="Reason for this change" value={reason} onChange={setReason} error={errorAt('/reason')} />
      <StaleNotice written={written} version={latest.version} author={latest.author?.name} />
      {error && problem?.code !== 'stale_version' && <ErrorNotice error={error} what="Nothing was saved." />}
      <Button
        type="submit"
        look="primary"
        className="self-start"
        disabled={isPending || isStale || reason.trim() === ''}
      >
        Save as version {version + 1}
      </Button>
    </form>
  );
}

function draftOfArticle({ tags = [], agents = [], ...article }: ArticleView) {
  return draftOf({ ...article, tags, agents });
}
