'use client';

import { Reply } from '@/components/chat/markdown';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useArticle } from '@/lib/api/client/use-knowledge';

/** An article as everybody reads it whose agent may cite it. */
export function ArticlePage({ slug }: { slug: string }) {
  const { data: article, error, refetch } = useArticle(slug);
  if (error && !article) {
    return <ErrorNotice error={error} what="The article could not be shown." onRetry={() => void refetch()} />;
  }
  if (!article) return <Skeleton className="h-60 w-full" />;
  return (
    <article aria-labelledby="title" className="flex flex-col gap-3">
      <header>
        <h1 id="title" className="text-title font-semibold break-words">
          <VisibleText text={article.title} />
        </h1>
        <p className="text-small text-quiet">
          Last changed <Ago at={article.updatedAt} />
        </p>
      </header>
      {article.archived && <Notice tone="info">It is archived: only reviewers and admins still see it.</Notice>}
      <Reply text={article.body} />
    </article>
  );
}
