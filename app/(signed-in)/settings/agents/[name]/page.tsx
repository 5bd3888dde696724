import { AgentScreen } from '@/components/settings/agent-screen';

export default async function AgentPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <AgentScreen name={decodeURIComponent(name)} />;
}
