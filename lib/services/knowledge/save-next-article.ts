import type { ArticleView } from '@/lib/api/contract/knowledge';
import { auditActor } from '@/lib/audit/audit-actor';
import type { AuditFact } from '@/lib/domain/audit';
import { CountersignError } from '@/lib/domain/errors';
import type { ArticleContent } from '@/lib/domain/knowledge';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { lockVersion } from '@/lib/store/policies/lock-version';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { noArticle, readArticle, type ArticleRow } from './article-row';
import { staffViewOf } from './get-article';

type NewContent = ArticleContent & { archived: boolean };

interface NextVersion {
  /** The version it is made from; null makes the article. */
  ifMatch: number | null;
  reason: string;
  audit: Pick<AuditFact, 'action' | 'outcome'>;
  /** Says what the version says, from the one that stands; undefined only when the article is made. */
  make(transaction: Transaction, current: ArticleRow | undefined): Promise<NewContent> | NewContent;
}

/**
 * The one way an article changes: an admin's next version on top of the one that stands, with its audit entry. When
 * another was saved meanwhile nothing is stored, and a 409 `stale_version` carries the one that stands. Throws forbidden
 * for everyone but admins, not_found, and conflict when an article of this slug is there already.
 */
export async function saveNextArticle(
  app: Application,
  actor: Actor,
  slug: string,
  { ifMatch, reason, audit, make }: NextVersion,
): Promise<ArticleView> {
  const { saved, article } = await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, `article:${slug}`);
    const current = await readArticle(transaction, slug);
    if (ifMatch !== null && !current) throw noArticle();
    if (ifMatch === null && current) throw taken(slug);
    if (current && current.version !== ifMatch) return { saved: false, article: current };
    const content = await make(transaction, current);
    const version = (current?.version ?? 0) + 1;
    await storeVersion(transaction, { ...content, slug, version, authorId: actor.userId, reason });
    const subject = { article: slug, version: String(version) };
    await appendAudit(transaction, { ...audit, actor: auditActor(actor), subject, reason });
    return { saved: true, article: await readArticle(transaction, slug) };
  });
  if (!article) throw noArticle();
  const view = await staffViewOf(app, article);
  if (saved) return view;
  const message = `Version ${view.version} was saved meanwhile. Look at it and save again. Nothing was saved.`;
  throw new CountersignError('stale_version', message, { body: { article: view } });
}

interface StoredVersion extends NewContent {
  slug: string;
  version: number;
  authorId: string;
  reason: string;
}

/** Stores a version and makes it the one that stands. */
export async function storeVersion(transaction: Transaction, version: StoredVersion): Promise<void> {
  const { slug, title, body, tags, agents, archived, authorId, reason } = version;
  await transaction.query(sql`
    insert into knowledge_article (slug, version, title, body, tags, agents, archived_at)
    values (${slug}, ${version.version}, ${title}, ${body}, ${tags}, ${agents}, case when ${archived} then now() end)
    on conflict (slug) do update
      set version = excluded.version, title = excluded.title, body = excluded.body, tags = excluded.tags,
          agents = excluded.agents, archived_at = excluded.archived_at, updated_at = now()`);
  await transaction.query(sql`
    insert into knowledge_version (slug, version, title, body, tags, agents, archived, author_id, reason)
    values (${slug}, ${version.version}, ${title}, ${body}, ${tags}, ${agents}, ${archived}, ${authorId}, ${reason})`);
}

function taken(slug: string): CountersignError {
  const fault = { pointer: '/slug', message: 'Another article has this name.' };
  return new CountersignError('conflict', `There is an article ${slug} already. Nothing was saved.`, {
    errors: [fault],
  });
}
