import { ArticleScreen } from '@/components/knowledge/article-screen';
import { agentNames } from '../../../agent-names';

export default async function ArticleSettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <ArticleScreen slug={slug} agents={agentNames()} />;
}
