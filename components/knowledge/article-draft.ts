import { memberPart, type Part } from '@/lib/domain/carry-over';
import type { ArticleContent } from '@/lib/domain/knowledge';

/** An article while it is being written: lists as people type them. */
export interface ArticleDraft {
  title: string;
  body: string;
  tags: string;
  agents: string[];
}

export function draftOf({ title, body, tags, agents }: ArticleContent): ArticleDraft {
  return { title, body, tags: tags.join(', '), agents };
}

export const articleParts: readonly Part<ArticleDraft>[] = [
  memberPart('title', 'the title'),
  memberPart('body', 'the text'),
  memberPart('tags', 'the tags'),
  memberPart('agents', 'who may read it'),
];

/** What is sent of a draft. */
export function contentOf({ tags, ...draft }: ArticleDraft): ArticleContent {
  const listed = tags.split(',').map((tag) => tag.trim().toLowerCase());
  return { ...draft, tags: [...new Set(listed.filter((tag) => tag !== ''))] };
}
