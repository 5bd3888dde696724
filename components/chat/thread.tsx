import type { ConversationView } from '@/lib/api/contract/conversation';
import { runTransitions } from '@/lib/domain/run';
import { isTerminal } from '@/lib/domain/transition';
import { Message } from './message';
import { RunBlock } from './run-block';
import { orderThread } from './thread-order';

interface ThreadProps {
  conversation: ConversationView;
  /** The agent's name for people. */
  agent: string;
  staff: boolean;
  /** The viewer is the one who asks, or may act for them. */
  mayCancel: boolean;
}

/** A conversation from its first message to what happens now. */
export function Thread({ conversation, agent, staff, mayCancel }: ThreadProps) {
  const { messages, runs, requester, reverts } = conversation;
  const answered = new Set(messages.flatMap(({ role, runId }) => (role === 'agent' && runId ? [runId] : [])));
  const liveId = runs.findLast(({ status }) => !isTerminal(runTransitions, status))?.id;
  return (
    <div className="flex flex-col gap-4">
      {orderThread(conversation).map((entry, index) =>
        entry.kind === 'message' ? (
          <Message key={index} message={entry.message} requester={requester.name} agent={agent} />
        ) : (
          <RunBlock
            key={entry.run.id}
            run={entry.run}
            reverts={reverts}
            agent={agent}
            live={entry.run.id === liveId}
            answered={answered.has(entry.run.id)}
            staff={staff}
            mayCancel={mayCancel}
          />
        ),
      )}
    </div>
  );
}
