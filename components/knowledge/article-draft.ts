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

/** What is sent of a draft. */
export function contentOf({ tags, ...draft }: ArticleDraft): ArticleContent {
  const listed = tags.split(',').map((tag) => tag.trim().toLowerCase());
  return { ...draft, tags: [...new Set(listed.filter((tag) => tag !== ''))] };
}
