import { Inbox } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';

export default function InboxPage() {
  return (
    <EmptyState icon={Inbox} title="Nothing is open">
      Choose an item on the left, or press j to open the first one and ? for all keys.
    </EmptyState>
  );
}
