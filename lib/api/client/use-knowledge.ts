import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ArticleAnswer,
  ArticlePage,
  ArticleVersionPage,
  CreateArticleInput,
  MissList,
  SaveArticleInput,
} from '@/lib/api/contract/knowledge';
import { queryKeys } from './query-keys';
import { request } from './request';

const VERSIONS = 10;

/** Articles by title, or the most fitting first when words are looked for. */
export function useArticles({ search, archived }: { search: string; archived: boolean }) {
  return useInfiniteQuery({
    queryKey: queryKeys.articles(search, archived),
    queryFn: ({ signal, pageParam }) =>
      request<ArticlePage>('/knowledge', {
        query: { search: search || undefined, archived: String(archived), cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What agents looked for and no article answers. */
export function useMisses() {
  return useQuery({
    queryKey: queryKeys.misses,
    queryFn: async ({ signal }) => (await request<MissList>('/knowledge-misses', { signal })).items,
  });
}

/** An article as it stands. */
export function useArticle(slug: string) {
  return useQuery({
    queryKey: queryKeys.article(slug),
    queryFn: async ({ signal }) => (await request<ArticleAnswer>(`/knowledge/${slug}`, { signal })).article,
  });
}

/** An article's versions, newest first, a page at a time. */
export function useArticleVersions(slug: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.articleVersions(slug),
    queryFn: ({ signal, pageParam }) =>
      request<ArticleVersionPage>(`/knowledge/${slug}/versions`, {
        query: { limit: VERSIONS, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Writes a new article. */
export function useCreateArticle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateArticleInput) =>
      (await request<ArticleAnswer>('/knowledge', { method: 'POST', body })).article,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.knowledge }),
  });
}

/** What an admin may do to an article, on top of the version that was read. */
export type ArticleChange =
  | { act: 'save'; current: number; body: SaveArticleInput }
  | { act: 'archive'; current: number; body: { reason: string } }
  | { act: 'rollback'; current: number; body: { version: number; reason: string } };

/** Changes an article; a 409 `stale_version` when somebody else did meanwhile. */
export function useChangeArticle(slug: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ act, current, body }: ArticleChange) => {
      const path = act === 'save' ? `/knowledge/${slug}` : `/knowledge/${slug}/${act}`;
      const options = {
        method: act === 'save' ? 'PUT' : 'POST',
        body,
        headers: { 'if-match': String(current) },
      } as const;
      return (await request<ArticleAnswer>(path, options)).article;
    },
    onSuccess: (article) => client.setQueryData(queryKeys.article(slug), article),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.knowledge }),
  });
}
