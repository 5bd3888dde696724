import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ChatLayout } from '@/components/chat/chat-layout';

export const metadata: Metadata = { title: 'Chat' };

export default function ChatPagesLayout({ children }: { children: ReactNode }) {
  return <ChatLayout>{children}</ChatLayout>;
}
