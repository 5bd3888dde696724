'use client';

import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { SettingsHeading } from '@/components/people/settings-heading';
import { ReasonField } from '@/components/settings/reason-field';
import { ErrorNotice } from '@/components/shell/error-notice';
import { LeaveGuard } from '@/components/shell/leave-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import { ApiError } from '@/lib/api/client/request';
import { useCreateArticle } from '@/lib/api/client/use-knowledge';
import { suggestSlug } from '@/lib/domain/knowledge';
import { contentOf, type ArticleDraft } from './article-draft';
import { ArticleFields } from './article-fields';

interface NewArticleScreenProps {
  agents: readonly { name: string; title: string }[];
  /** What somebody asked, when that is why it is written. */
  title: string;
}

/** Writes the first version of an article. */
export function NewArticleScreen({ agents, title }: NewArticleScreenProps) {
  const router = useRouter();
  const { mutate, isPending, error } = useCreateArticle();
  const [draft, setDraft] = useState<ArticleDraft>({ title, body: '', tags: '', agents: [] });
  const [givenSlug, setGivenSlug] = useState<string>();
  const [reason, setReason] = useState(title ? 'Somebody asked' : '');
  const slug = givenSlug ?? suggestSlug(draft.title);
  const errors = error instanceof ApiError ? error.problem.errors : undefined;
  const errorAt = (pointer: string) => errors?.find((fault) => fault.pointer.startsWith(pointer))?.message;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { ...contentOf(draft), slug, reason },
      {
        onSuccess: (article) => {
          toast.success('The article is there for agents and readers.');
          router.push(`/settings/knowledge/${article.slug}`);
        },
      },
    );
  };
  return (
    <>
      <SettingsHeading title="Write an article" up={{ href: '/settings/knowledge', label: 'Knowledge' }}>
        Agents find it at once, and cite it by its name.
      </SettingsHeading>
      <form method="post" aria-label="Article" onSubmit={save} className="flex flex-col gap-4">
        <LeaveGuard active={draft.title !== title || draft.body !== ''} />
        <ArticleFields
          draft={draft}
          agents={agents}
          onChange={(change) => setDraft({ ...draft, ...change })}
          errorAt={errorAt}
        />
        <Field label="Name in addresses and citations" hint="It stays when the title changes." error={errorAt('/slug')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              className="font-mono"
              value={slug}
              onChange={(event) => setGivenSlug(event.target.value)}
            />
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} error={errorAt('/reason')} />
        {error && <ErrorNotice error={error} what="Nothing was saved." />}
        <Button type="submit" look="primary" className="self-start" disabled={isPending || reason.trim() === ''}>
          Save the article
        </Button>
      </form>
    </>
  );
}
