'use client';

import { BookOpen, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { SettingsHeading } from '@/components/people/settings-heading';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { Input, Select } from '@/components/ui/text-box';
import { useDebounced } from '@/components/ui/use-debounced';
import { useArticles } from '@/lib/api/client/use-knowledge';
import type { ArticleSummary } from '@/lib/api/contract/knowledge';
import { MissList } from './miss-list';

/** Every article, and what was asked that none answers. */
export function KnowledgeScreen() {
  const [typed, setTyped] = useState('');
  const [archived, setArchived] = useState(false);
  const search = useDebounced(typed.trim(), 200);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useArticles({ search, archived });
  const articles = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <SettingsHeading title="Knowledge">
        What agents look up and cite before they answer a question. What no article says, they say they do not know.
      </SettingsHeading>
      <MissList />
      <section aria-labelledby="articles" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <h2 id="articles" className="flex-1 font-semibold">
            Articles
          </h2>
          <Button asChild look="primary">
            <Link href="/settings/new-article">
              <Plus aria-hidden />
              Write an article
            </Link>
          </Button>
        </div>
        <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
          <Field label="Search articles">
            {(control) => (
              <Input
                {...control}
                type="search"
                maxLength={200}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <Field label="Show">
            {(control) => (
              <Select
                {...control}
                value={String(archived)}
                onChange={(event) => setArchived(event.target.value === 'true')}
              >
                <option value="false">In use</option>
                <option value="true">Archived</option>
              </Select>
            )}
          </Field>
        </div>
        {error && !articles && (
          <ErrorNotice error={error} what="The articles could not be loaded." onRetry={() => void refetch()} />
        )}
        {!articles && !error && <Skeleton className="h-60 w-full" />}
        {articles?.length === 0 && (
          <p role="status" className="text-small text-quiet">
            {search ? 'No article fits these words.' : archived ? 'None is archived.' : 'There is no article yet.'}
          </p>
        )}
        <ul aria-label="Articles" className="divide-y rounded-md ring-1 ring-line empty:hidden">
          {articles?.map((article) => (
            <ArticleRow key={article.slug} article={article} />
          ))}
        </ul>
        {hasNextPage && (
          <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </section>
    </>
  );
}

function ArticleRow({ article: { slug, version, title, tags, agents, excerpt } }: { article: ArticleSummary }) {
  return (
    <li>
      <Link
        href={`/settings/knowledge/${slug}`}
        className="flex flex-col gap-1 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
      >
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <BookOpen aria-hidden className="size-4 text-quiet" />
          <span className="min-w-0 flex-1 text-small font-medium break-words">
            <VisibleText text={title} />
          </span>
          {agents.length > 0 && <Badge>for {agents.join(', ')}</Badge>}
          <span className="text-meta text-quiet">version {version}</span>
        </span>
        <span className="line-clamp-2 text-meta break-words text-quiet">
          <VisibleText text={excerpt} />
        </span>
        {tags.length > 0 && (
          <span className="text-meta break-words text-quiet">
            Tags: <VisibleText text={tags.join(', ')} />
          </span>
        )}
      </Link>
    </li>
  );
}
