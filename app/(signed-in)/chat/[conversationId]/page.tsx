import { ConversationScreen } from '@/components/chat/conversation-screen';
import { agentNames } from '../../agent-names';

export default async function ConversationPage({ params }: { params: Promise<{ conversationId: string }> }) {
  const { conversationId } = await params;
  return <ConversationScreen conversationId={conversationId} agents={agentNames()} />;
}
