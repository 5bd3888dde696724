import { z } from 'zod';
import type { CallRecord } from './run-record';
import type { Json } from './json';

/** The tool with which an agent looks things up in the knowledge base. */
export const SEARCH_KNOWLEDGE = 'search_knowledge';

export const LONGEST_QUERY = 300;

/** The name of an article in addresses and citations. */
export const articleSlug = z
  .string()
  .max(80)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'Small letters and digits, with single hyphens between them, such as gift-cards.',
  );

const line = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Cc}+$/u, 'This is one line of text.');
const distinct = (names: string[]) => [...new Set(names)];

/** What an article says, and to whom: `agents` that may read it, all of them when empty. The body is markdown. */
export const articleContent = z.object({
  title: line.max(200),
  body: z
    .string()
    .max(50_000)
    .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
    .refine((text) => text !== '', 'An article says something.'),
  tags: z.array(line.max(40).toLowerCase()).max(20).transform(distinct).default([]),
  agents: z.array(line.max(100)).max(50).transform(distinct).default([]),
});
export type ArticleContent = z.infer<typeof articleContent>;

/** A part of an article that bears on a query; `article` is its slug, `version` the one that was read. */
export const passage = z.object({
  article: z.string(),
  version: z.int(),
  title: z.string(),
  passage: z.string(),
});
export type Passage = z.infer<typeof passage>;

/** What a search answers, the most fitting article first; empty when no article bears on the query. */
export const knowledgeAnswer = z.object({ passages: z.array(passage) });

/** The slug a title suggests; empty when it has no letter that a slug could hold. */
export function suggestSlug(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-|-$/g, '');
}

/** An article line by line, as its versions are compared. */
export function articleLines({ title, body, tags, agents }: ArticleContent): string[] {
  return [
    `Title: ${title}`,
    `Tags: ${tags.join(', ') || 'none'}`,
    `For: ${agents.join(', ') || 'all agents'}`,
    ...body.split('\n'),
  ];
}

const CITATION = /\[kb:([a-z0-9]+(?:-[a-z0-9]+)*)\]/g;

/** The slugs of the articles a text cites as `[kb:slug]`, each once, in the order of the text. */
export function citationsOf(text: string): string[] {
  return [...new Set([...text.matchAll(CITATION)].flatMap(([, slug]) => slug ?? []))];
}

/** A text in parts: what stands between citations, and each citation's slug. */
export function splitCitations(text: string): ({ text: string } | { article: string })[] {
  return text
    .split(CITATION)
    .map((part, index) => (index % 2 === 0 ? { text: part } : { article: part }))
    .filter((part) => !('text' in part) || part.text !== '');
}

type SearchCall = Pick<CallRecord, 'name' | 'status' | 'output'>;

/** The articles that these calls of a run read, each once, the latest version of those read twice. */
export function articlesRead(calls: readonly SearchCall[]): Passage[] {
  const searched = calls.filter(({ name, status }) => name === SEARCH_KNOWLEDGE && status === 'succeeded');
  const found = searched.flatMap(({ output }) => passagesIn(JSON.parse(output ?? 'null') as Json));
  return [...new Map(found.map((one) => [one.article, one])).values()];
}

/** The passages in a search's output; none in what is no such output. */
export function passagesIn(output: unknown): Passage[] {
  const parsed = knowledgeAnswer.safeParse(output);
  return parsed.success ? parsed.data.passages : [];
}
