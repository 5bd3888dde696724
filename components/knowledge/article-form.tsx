import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ReasonField } from '@/components/settings/reason-field';
import { StaleNotice } from '@/components/settings/stale-notice';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api/client/request';
import { useChangeArticle } from '@/lib/api/client/use-knowledge';
import type { ArticleView } from '@/lib/api/contract/knowledge';
import { contentOf, draftOf } from './article-draft';
import { ArticleFields } from './article-fields';

interface ArticleFormProps {
  /** The version this form started from. */
  article: ArticleView;
  /** The newest one known. */
  latest: ArticleView;
  agents: readonly { name: string; title: string }[];
  /** Starts anew from the newest version. */
  onReload: () => void;
}

/** Edits an article; saving makes its next version and needs a reason. */
export function ArticleForm({ article, latest, agents, onReload }: ArticleFormProps) {
  const { slug, version, tags = [], agents: chosen = [] } = article;
  const { mutate, isPending, error } = useChangeArticle(slug);
  const [draft, setDraft] = useState(() => draftOf({ ...article, tags, agents: chosen }));
  const [reason, setReason] = useState('');
  const stale = latest.version !== version;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const errorAt = (pointer: string) => problem?.errors?.find((fault) => fault.pointer.startsWith(pointer))?.message;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { act: 'save', current: version, body: { ...contentOf(draft), reason } },
      {
        onSuccess: (saved) => {
          toast.success(`Saved as version ${saved.version}.`);
          onReload();
        },
      },
    );
  };
  return (
    <form method="post" aria-label="Article" onSubmit={save} className="flex flex-col gap-4">
      <ArticleFields
        draft={draft}
        agents={agents}
        onChange={(change) => setDraft({ ...draft, ...change })}
        errorAt={errorAt}
      />
      <ReasonField label="Reason for this change" value={reason} onChange={setReason} error={errorAt('/reason')} />
      {stale && <StaleNotice version={latest.version} author={latest.author?.name} onReload={onReload} />}
      {error && problem?.code !== 'stale_version' && <ErrorNotice error={error} what="Nothing was saved." />}
      <Button type="submit" look="primary" className="self-start" disabled={isPending || stale || reason.trim() === ''}>
        Save as version {version + 1}
      </Button>
    </form>
  );
}
