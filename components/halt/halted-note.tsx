'use client';

import { useHalts } from '@/lib/api/client/use-halts';
import { holds } from './halt-words';

/** Beside the answers to a proposal that is halted: a decision is kept, and what it lets through is sent later. */
export function HaltedNote({ agent, tool }: { agent: string; tool: string }) {
  const halted = useHalts().data?.some((halt) => holds(halt, agent, tool)) ?? false;
  if (!halted) return null;
  return (
    <p className="mb-2 text-small text-danger">
      Halted: you can decide, and your decision is kept. What you approve is sent after the halt is lifted.
    </p>
  );
}
