import { NewArticleScreen } from '@/components/knowledge/new-article-screen';
import { agentNames } from '../../agent-names';

type Search = Promise<{ title?: string | string[] }>;

export default async function NewArticlePage({ searchParams }: { searchParams: Search }) {
  const { title } = await searchParams;
  return <NewArticleScreen agents={agentNames()} title={typeof title === 'string' ? title.slice(0, 200) : ''} />;
}
