'use client';

import { History } from 'lucide-react';
import { useSelectedLayoutSegment } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ConversationList } from './conversation-list';

/** The conversations on the left, on a phone behind a button; the open one beside them. */
export function ChatLayout({ children }: { children: ReactNode }) {
  const openId = useSelectedLayoutSegment() ?? undefined;
  const [listed, setListed] = useState(false);
  return (
    <div className="flex h-full max-md:flex-col">
      <div className="relative w-64 shrink-0 overflow-y-auto border-r max-md:hidden">
        <ConversationList openId={openId} />
      </div>
      <div className="border-b px-2 py-1 md:hidden">
        <Button look="quiet" onClick={() => setListed(true)}>
          <History aria-hidden />
          Conversations
        </Button>
        <Dialog open={listed} onOpenChange={setListed} title="Conversations">
          <ConversationList openId={openId} onOpen={() => setListed(false)} />
        </Dialog>
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
