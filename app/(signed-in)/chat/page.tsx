import { ConversationScreen } from '@/components/chat/conversation-screen';
import { agentNames } from '../agent-names';

export default function NewConversationPage() {
  return <ConversationScreen agents={agentNames()} />;
}
