import { KnowledgeScreen } from '@/components/knowledge/knowledge-screen';

export default function KnowledgePage() {
  return <KnowledgeScreen />;
}
