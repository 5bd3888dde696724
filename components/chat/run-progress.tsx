import { Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { VisibleText } from '@/components/diff/visible-text';
import type { CallRevert } from '@/lib/api/contract/conversation';
import { GateStrip } from './gate-strip';
import type { CallLine, RunStory } from './run-story';
import { callInWords } from './tool-words';

const results: Record<string, string> = {
  ready: '…',
  awaiting: '…',
  succeeded: 'done',
  failed: 'that did not work',
  refused: 'no result',
  cancelled: 'cancelled',
};

interface RunProgressProps {
  story: RunStory;
  /** Drawn elsewhere, so left out here. */
  reply: string | undefined;
  /** What people undid in this conversation. */
  reverts: readonly CallRevert[];
  linkToInbox: boolean;
}

/** What the agent did, line by line, in words. */
export function RunProgress({ story, reply, reverts, linkToInbox }: RunProgressProps) {
  const lines = story.lines.filter((line) => line.kind !== 'text' || (line.text && line.text.trim() !== reply?.trim()));
  if (lines.length === 0) return null;
  return (
    <ol aria-label="What the agent did" className="flex max-w-[85%] flex-col gap-1.5 text-small text-quiet">
      {lines.map((line, index) => (
        <li key={index}>
          {line.kind === 'gate' && (
            <GateStrip
              gate={line}
              revert={reverts.find(({ callId }) => callId === line.callId)}
              linkToInbox={linkToInbox}
            />
          )}
          {line.kind === 'call' && <CallProgress call={line} />}
          {line.kind === 'text' && (
            <p className="break-words whitespace-pre-wrap">
              <VisibleText text={line.text} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function CallProgress({ call }: { call: CallLine }) {
  const waits = call.status === 'ready' || call.status === 'awaiting';
  const Icon = waits ? CircleDashed : call.status === 'succeeded' ? Check : TriangleAlert;
  return (
    <p className="flex items-start gap-2" title={call.error}>
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 break-words">
        <VisibleText text={callInWords(call.name, call.args)} />{' '}
        {waits ? '…' : `· ${results[call.status] ?? call.status}`}
      </span>
    </p>
  );
}
