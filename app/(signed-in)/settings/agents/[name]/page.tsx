import { AgentScreen } from '@/components/agent-settings/agent-screen';
import { listModels } from '@/lib/services/agents/list-models';
import { getApplication } from '@/lib/services/boot';

export default async function AgentPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <AgentScreen name={decodeURIComponent(name)} models={listModels(getApplication())} />;
}
