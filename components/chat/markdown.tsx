import Markdown, { type Components } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remend from 'remend';
import { HiddenMark } from '@/components/diff/visible-text';
import { citeArticles, type CitedArticle } from './cite-articles';
import { htmlAsText } from './html-as-text';
import { markHidden } from './mark-hidden';

/** Pictures are never loaded: their address alone could carry data out. What they were called is still said. */
const components: Components = {
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent underline underline-offset-2"
    >
      {children}
      <HostOf href={href} />
    </a>
  ),
  img: ({ alt }) => <span className="text-quiet">[picture not shown{alt ? `: ${alt}` : ''}]</span>,
  p: ({ children }) => <p className="my-2 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-2 list-decimal pl-5">{children}</ol>,
  h1: ({ children }) => <p className="my-2 font-semibold">{children}</p>,
  h2: ({ children }) => <p className="my-2 font-semibold">{children}</p>,
  h3: ({ children }) => <p className="my-2 font-semibold">{children}</p>,
  code: ({ children }) => <code className="rounded bg-surface px-1 font-mono text-[0.9em]">{children}</code>,
  pre: ({ children }) => (
    <pre tabIndex={0} className="my-2 overflow-x-auto rounded-md bg-surface p-2 text-small">
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div tabIndex={0} role="region" aria-label="Table" className="my-2 overflow-x-auto">
      <table className="text-small">{children}</table>
    </div>
  ),
  th: ({ children }) => <th className="border px-2 py-1 text-left font-medium">{children}</th>,
  mark: ({ children }) => <HiddenMark>{children}</HiddenMark>,
  td: ({ children }) => <td className="border px-2 py-1">{children}</td>,
};

interface ReplyProps {
  text: string;
  /** The text may break off. */
  streaming?: boolean;
  /** The articles that may be cited: those that were read for this reply. */
  articles?: readonly CitedArticle[];
}

/** An agent's reply: HTML as the text it is, no pictures, and links that show where they lead. */
export function Reply({ text, streaming, articles = [] }: ReplyProps) {
  return (
    <div className="min-w-0 break-words">
      <Markdown
        remarkPlugins={[remarkGfm, htmlAsText]}
        rehypePlugins={[
          rehypeSanitize,
          [harden, { allowedLinkPrefixes: ['*'], allowedImagePrefixes: [], allowedProtocols: ['mailto:'] }],
          [citeArticles, articles],
          markHidden,
        ]}
        components={components}
      >
        {streaming ? remend(text) : text}
      </Markdown>
    </div>
  );
}

function HostOf({ href }: { href: string | undefined }) {
  const host = href && URL.canParse(href) ? new URL(href).host : '';
  return host ? <span className="text-quiet"> ({host})</span> : null;
}
