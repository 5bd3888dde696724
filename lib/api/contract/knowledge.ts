import { z } from 'zod';
import { articleContent, articleSlug } from '@/lib/domain/knowledge';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

const reason = z.string().trim().min(1).max(1000);

/** An article as its readers see it; reviewers also see who may read it, and who changed it last and why. */
export const articleView = z.object({
  slug: z.string(),
  version: z.int(),
  title: z.string(),
  body: z.string(),
  archived: z.boolean(),
  createdAt: time,
  updatedAt: time,
  tags: z.array(z.string()).optional(),
  agents: z.array(z.string()).optional(),
  author: person.optional(),
  reason: z.string().optional(),
});
export type ArticleView = z.infer<typeof articleView>;
export const articleAnswer = z.object({ article: articleView });
export type ArticleAnswer = z.infer<typeof articleAnswer>;

/** An article in a list. */
export const articleSummary = z.object({
  slug: z.string(),
  version: z.int(),
  title: z.string(),
  tags: z.array(z.string()),
  agents: z.array(z.string()),
  archived: z.boolean(),
  updatedAt: time,
  /** How its body begins. */
  excerpt: z.string(),
});
export type ArticleSummary = z.infer<typeof articleSummary>;

/** `GET /knowledge`: by title, or with `search` the most fitting first; archived articles only when asked for. */
export const listArticlesQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().max(200).optional(),
  agent: z.string().max(100).optional(),
  archived: z.enum(['true', 'false']).default('false'),
});
export type ListArticlesInput = z.infer<typeof listArticlesQuery>;
export const articlePage = pageOf(articleSummary);
export type ArticlePage = z.infer<typeof articlePage>;

/** `POST /knowledge`; without a slug the title suggests one. */
export const createArticleBody = z.strictObject({ ...articleContent.shape, slug: articleSlug.optional(), reason });
export type CreateArticleInput = z.infer<typeof createArticleBody>;

const readOnly = z.unknown().optional();

/**
 * `PUT /knowledge/:slug`, with `If-Match: <version>`: the article as GET gave it, inside its `article` member or without
 * it; members nobody sets are ignored.
 */
export const saveArticleBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'article' in body ? body.article : body),
  z.strictObject({
    ...articleContent.shape,
    reason,
    slug: readOnly,
    version: readOnly,
    archived: readOnly,
    createdAt: readOnly,
    updatedAt: readOnly,
    author: readOnly,
  }),
);
export type SaveArticleInput = z.infer<typeof saveArticleBody>;

/** `POST /knowledge/:slug/archive`, with `If-Match: <version>`. */
export const archiveArticleBody = z.strictObject({ reason });
export type ArchiveArticleInput = z.infer<typeof archiveArticleBody>;

/** `POST /knowledge/:slug/rollback`, with `If-Match`: the next version says what `version` said, and is not archived. */
export const rollBackArticleBody = z.strictObject({ version: z.int().min(1).max(2_000_000_000), reason });
export type RollBackArticleInput = z.infer<typeof rollBackArticleBody>;

export const listArticleVersionsQuery = z.strictObject(pageQuery);
export type ListArticleVersionsInput = z.infer<typeof listArticleVersionsQuery>;

const saidContent = z.object({
  title: z.string(),
  body: z.string(),
  tags: z.array(z.string()),
  agents: z.array(z.string()),
});

/** One version of an article and what the one before it said; null before the first. */
const articleVersionView = z.object({
  version: z.int(),
  author: person,
  reason: z.string(),
  createdAt: time,
  archived: z.boolean(),
  content: saidContent,
  before: saidContent.nullable(),
});
export type ArticleVersionView = z.infer<typeof articleVersionView>;
export const articleVersionPage = pageOf(articleVersionView);
export type ArticleVersionPage = z.infer<typeof articleVersionPage>;

/** What agents looked for in the last 30 days and no article answers, the most asked first. */
const missView = z.object({
  query: z.string(),
  agent: z.string(),
  count: z.int(),
  lastAt: time,
  lastRunId: z.string().optional(),
});
export type MissView = z.infer<typeof missView>;
export const missPage = pageOf(missView);
export type MissList = Pick<z.infer<typeof missPage>, 'items'>;
