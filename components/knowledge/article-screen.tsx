'use client';

import Link from 'next/link';
import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { SettingsHeading } from '@/components/people/settings-heading';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useArticle } from '@/lib/api/client/use-knowledge';
import type { ArticleView } from '@/lib/api/contract/knowledge';
import { ArticleForm } from './article-form';
import { ArticleHistory } from './article-history';
import { ChangeDialog } from './change-dialog';

interface ArticleScreenProps {
  slug: string;
  agents: readonly { name: string; title: string }[];
}

/** One article: what it says now, who changed it, and the way back. */
export function ArticleScreen({ slug, agents }: ArticleScreenProps) {
  const { data: article, error, refetch } = useArticle(slug);
  const [archiving, setArchiving] = useState(false);
  // What one changes oneself beside the form, it starts anew from.
  const [round, setRound] = useState(0);
  const startAnew = () => setRound(round + 1);
  return (
    <>
      <SettingsHeading title={article?.title ?? slug} up={{ href: '/settings/knowledge', label: 'Knowledge' }}>
        {article ? <LastChange article={article} /> : slug}
      </SettingsHeading>
      {error && !article && (
        <ErrorNotice error={error} what="The article could not be loaded." onRetry={() => void refetch()} />
      )}
      {!article && !error && <Skeleton className="h-80 w-full" />}
      {article && (
        <>
          {article.archived && (
            <Notice tone="info">
              It is archived: no agent finds it and nobody reads it. Saving or rolling back brings it back.
            </Notice>
          )}
          <div className="flex flex-wrap gap-2">
            <Button asChild size="small">
              <Link href={`/knowledge/${slug}`}>Read it as others do</Link>
            </Button>
            {!article.archived && (
              <Button size="small" onClick={() => setArchiving(true)}>
                Archive
              </Button>
            )}
          </div>
          <ArticleForm key={round} latest={article} agents={agents} />
          <ArticleHistory slug={slug} current={article.version} onRolledBack={startAnew} />
          {archiving && (
            <ChangeDialog
              slug={slug}
              title="Archive this article?"
              label="Archive"
              change={(reason) => ({ act: 'archive', current: article.version, body: { reason } })}
              done={() => 'It is archived.'}
              onDone={startAnew}
              onClose={() => setArchiving(false)}
            >
              <p>No agent finds it any more and its page is gone for readers. Its versions stay.</p>
            </ChangeDialog>
          )}
        </>
      )}
    </>
  );
}

function LastChange({ article: { version, author, updatedAt, reason } }: { article: ArticleView }) {
  return (
    <>
      Version {version}, by <VisibleText text={author?.name ?? 'somebody'} /> <Ago at={updatedAt} />:{' '}
      <VisibleText text={reason ?? ''} />
    </>
  );
}
