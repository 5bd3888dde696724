import type {
  ArchiveArticleInput,
  ArticleView,
  CreateArticleInput,
  RollBackArticleInput,
  SaveArticleInput,
} from '@/lib/api/contract/knowledge';
import { CountersignError } from '@/lib/domain/errors';
import { suggestSlug, type ArticleContent } from '@/lib/domain/knowledge';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { saveNextArticle } from './save-next-article';

/** Makes an article. Throws conflict when its slug is taken, invalid_fields when the title suggests none. */
export async function createArticle(app: Application, actor: Actor, input: CreateArticleInput): Promise<ArticleView> {
  const { slug: given, reason, ...content } = input;
  const slug = given ?? suggestSlug(content.title);
  if (slug === '') {
    const fault = { pointer: '/slug', message: 'The title suggests no name for addresses; give one.' };
    throw new CountersignError('invalid_fields', 'A field is wrong. Nothing was saved.', { errors: [fault] });
  }
  return saveNextArticle(app, actor, slug, {
    ifMatch: null,
    reason,
    audit: { action: 'article.saved' },
    make: () => ({ ...content, archived: false }),
  });
}

/** Saves what an article says as its next version; one that was archived is one again. Throws stale_version. */
export async function saveArticle(
  app: Application,
  actor: Actor,
  slug: string,
  ifMatch: number,
  { title, body, tags, agents, reason }: SaveArticleInput,
): Promise<ArticleView> {
  return saveNextArticle(app, actor, slug, {
    ifMatch,
    reason,
    audit: { action: 'article.saved' },
    make: () => ({ title, body, tags, agents, archived: false }),
  });
}

/** Takes an article away from agents and readers; its versions stay. Throws stale_version. */
export async function archiveArticle(
  app: Application,
  actor: Actor,
  slug: string,
  ifMatch: number,
  { reason }: ArchiveArticleInput,
): Promise<ArticleView> {
  return saveNextArticle(app, actor, slug, {
    ifMatch,
    reason,
    audit: { action: 'article.archived' },
    make: (_transaction, current) => ({ ...contentOf(current), archived: true }),
  });
}

/** Makes what an earlier version said the next version, which is not archived. Throws stale_version, not_found. */
export async function rollBackArticle(
  app: Application,
  actor: Actor,
  slug: string,
  ifMatch: number,
  { version, reason }: RollBackArticleInput,
): Promise<ArticleView> {
  return saveNextArticle(app, actor, slug, {
    ifMatch,
    reason,
    audit: { action: 'article.saved', outcome: `rolled back to version ${version}` },
    make: async (transaction) => {
      const [earlier] = await transaction.query<ArticleContent>(sql`
        select title, body, tags, agents from knowledge_version where slug = ${slug} and version = ${version}`);
      if (!earlier) throw new CountersignError('not_found', `There is no version ${version}. Nothing was saved.`);
      return { ...earlier, archived: false };
    },
  });
}

function contentOf(current: ArticleContent | undefined): ArticleContent {
  if (!current) throw new Error('An article that is not there was changed.');
  const { title, body, tags, agents } = current;
  return { title, body, tags, agents };
}
