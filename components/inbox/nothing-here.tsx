import { CircleCheckBig, Clock, History, SearchX } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import type { InboxView } from '@/lib/api/contract/inbox';

/** Why a list is empty, and what to do next. */
export default function NothingHere({ view, filtered }: { view: InboxView; filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="Nothing matches">
        Take a filter away, or look into Team and History.
      </EmptyState>
    );
  }
  if (view === 'snoozed') {
    return (
      <EmptyState icon={Clock} title="Nothing is snoozed">
        Press s on an open item to put it off. It comes back by itself, and its deadline stays.
      </EmptyState>
    );
  }
  if (view === 'history') {
    return (
      <EmptyState icon={History} title="Nothing is over yet">
        What was decided, ran out of time or was closed is kept here.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CircleCheckBig} title={view === 'team' ? 'Nothing waits' : 'Nothing waits for you'}>
      What an agent wants to change appears here by itself. To see one, ask the agent in the chat for something that
      needs a change, such as store credit.
    </EmptyState>
  );
}
