import type { ConversationView, MessageView } from '@/lib/api/contract/conversation';
import type { RunSummary } from '@/lib/api/contract/run';

export type ThreadEntry = { kind: 'message'; message: MessageView } | { kind: 'run'; run: RunSummary };

/** Messages in their order, each run after the message that started it; a resumed run stands where it began. */
export function orderThread({ messages, runs }: ConversationView): ThreadEntry[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const placed = new Set<string>();
  const entries: ThreadEntry[] = [];
  const place = (run: RunSummary | undefined) => {
    if (!run || placed.has(run.id)) return;
    placed.add(run.id);
    entries.push({ kind: 'run', run });
  };
  const started = new Set(
    messages.flatMap(({ role, runId }) => (role === 'user' && runId !== undefined ? [runId] : [])),
  );
  const others = runs.filter(({ id }) => !started.has(id));
  for (const message of messages) {
    others.filter(({ createdAt }) => createdAt < message.at).forEach(place);
    entries.push({ kind: 'message', message });
    if (message.role === 'user') place(byId.get(message.runId ?? ''));
  }
  others.forEach(place);
  return entries;
}
