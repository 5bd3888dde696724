import { ArticlePage } from '@/components/knowledge/article-page';
import { Page } from '@/components/shell/page';

export default async function KnowledgeArticlePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <Page>
      <ArticlePage slug={slug} />
    </Page>
  );
}
