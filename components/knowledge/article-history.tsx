import { useState } from 'react';
import { VersionHistory } from '@/components/history/version-history';
import { useArticleVersions } from '@/lib/api/client/use-knowledge';
import type { ArticleVersionView } from '@/lib/api/contract/knowledge';
import { articleLines } from '@/lib/domain/knowledge';
import { ChangeDialog } from './change-dialog';

interface ArticleHistoryProps {
  slug: string;
  /** The version that stands. */
  current: number;
  onRolledBack: () => void;
}

/** Every version of an article, and the way back to it. */
export function ArticleHistory({ slug, current, onRolledBack }: ArticleHistoryProps) {
  const versions = useArticleVersions(slug);
  const [target, setTarget] = useState<ArticleVersionView>();
  return (
    <>
      <VersionHistory
        versions={versions}
        show={shown}
        current={{ version: current, label: 'the newest' }}
        onRollback={setTarget}
      />
      {target && (
        <ChangeDialog
          slug={slug}
          title={`Roll back to version ${target.version}?`}
          label="Roll back"
          change={(reason) => ({ act: 'rollback', current, body: { version: target.version, reason } })}
          done={({ version }) => `Version ${version} says what version ${target.version} said.`}
          onDone={onRolledBack}
          onClose={() => setTarget(undefined)}
        >
          <p>
            Version {current + 1} will say what version {target.version} said.
          </p>
        </ChangeDialog>
      )}
    </>
  );
}

function shown({ archived, content, before, ...version }: ArticleVersionView) {
  return {
    ...version,
    badge: archived ? 'archived' : undefined,
    change: before ? `What changed since version ${version.version - 1}` : 'What it said at first',
    before: before ? articleLines(before) : [],
    after: articleLines(content),
  };
}
