import { splitCitations } from '@/lib/domain/knowledge';

export interface CitedArticle {
  article: string;
  title: string;
}

/** As much of a document's node as is needed here. */
interface Node {
  type: string;
  tagName?: string;
  properties?: Record<string, string>;
  value?: string;
  children?: Node[];
}

/**
 * Makes links of citations such as `[kb:returns]` to the articles given; what cites another one stays the text it is.
 * It goes after what makes the document safe, since what it adds is our own.
 */
export function citeArticles(articles: readonly CitedArticle[]) {
  const titles = new Map(articles.map(({ article, title }) => [article, title]));
  return (document: Node): void => visit(document, titles);
}

function visit(node: Node, titles: ReadonlyMap<string, string>): void {
  if (!node.children || node.tagName === 'a' || node.tagName === 'code') return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return splitCitations(child.value ?? '').map((part) => nodeOf(part, titles));
    visit(child, titles);
    return [child];
  });
}

function nodeOf(part: { text: string } | { article: string }, titles: ReadonlyMap<string, string>): Node {
  if ('text' in part) return { type: 'text', value: part.text };
  const title = titles.get(part.article);
  if (title === undefined) return { type: 'text', value: `[kb:${part.article}]` };
  const properties = { href: `/knowledge/${part.article}` };
  return { type: 'element', tagName: 'a', properties, children: [{ type: 'text', value: title }] };
}
