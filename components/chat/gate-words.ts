import type { CallRevert } from '@/lib/api/contract/conversation';
import type { GateLine } from './run-story';

export interface GateWords {
  tone: 'waiting' | 'good' | 'bad' | 'neutral';
  /** How it stands, and what has been sent. */
  text: string;
  /** Shown beside it while it waits. */
  expiresAt?: string;
  holdUntil?: string;
  /** Its tool's rate limit has room again then. */
  heldUntil?: string;
}

/** The truth about a gated call, for the person who asked: who decided, and what has really happened. */
export function gateInWords({ created, decided, held, execution }: GateLine, revert?: CallRevert): GateWords {
  const status = decided?.status ?? created.status;
  const who = decided?.actor?.name ?? 'The support team';
  switch (status) {
    case 'pending':
      return {
        tone: 'waiting',
        text: waiting(created.requiredApprovals, decided?.givenApprovals ?? 0),
        expiresAt: created.expiresAt,
      };
    case 'approved':
      return approved(decided ? `${who} approved it${decided.edited ? ' with edits' : ''}` : 'Allowed by the rules', {
        execution,
        held,
        holdUntil: decided?.holdUntil,
        revert,
      });
    case 'rejected':
      return decided?.verdict === 'respond'
        ? { tone: 'neutral', text: `${who} answered instead: “${decided.message ?? ''}” Nothing has been sent.` }
        : {
            tone: 'bad',
            text: `${who} rejected it because: ${sentence(decided?.reason ?? 'no reason was given')} Nothing has been sent.`,
          };
    case 'expired':
      return { tone: 'neutral', text: 'Expired, not run. Nothing has been sent.' };
    case 'cancelled':
      return { tone: 'neutral', text: 'Cancelled, not run. Nothing has been sent.' };
    case 'revoked':
      return { tone: 'neutral', text: 'Approval taken back, not run. Nothing has been sent.' };
    default:
      return { tone: 'neutral', text: 'Replaced by a newer version, not run.' };
  }
}

function waiting(required: number, given: number): string {
  const count = required > 1 ? ` (${given} of ${required} approvals)` : '';
  return `Waiting for approval by the support team${count}`;
}

function approved(
  start: string,
  {
    execution,
    held,
    holdUntil,
    revert,
  }: {
    execution: GateLine['execution'];
    held: GateLine['held'];
    holdUntil: string | undefined;
    revert: CallRevert | undefined;
  },
): GateWords {
  switch (execution?.status) {
    case 'succeeded':
      return undone(start, revert) ?? { tone: 'good', text: `${start}. It ran.` };
    case 'failed':
      return { tone: 'bad', text: `${start}, but it failed: ${sentence(execution.error ?? 'no reason was given')}` };
    case 'unknown':
      return { tone: 'bad', text: `${start} and it was sent, but no answer came. A person is looking into it.` };
    case 'aborted':
      return { tone: 'neutral', text: `${start}, but it was stopped before it ran. Nothing has been sent.` };
    default:
      if (held) return { tone: 'waiting', text: `${start}. Waiting for the rate limit`, heldUntil: held.until };
      return { tone: 'waiting', text: `${start}. It has not run yet.`, ...(holdUntil ? { holdUntil } : {}) };
  }
}

/** What a person undid later no longer holds; an attempt that was refused changed nothing. */
function undone(start: string, revert: CallRevert | undefined): GateWords | undefined {
  switch (revert?.status) {
    case 'succeeded':
      return { tone: 'neutral', text: `${start}. It ran, and ${revert.actor.name} undid it afterwards.` };
    case 'unknown':
      return {
        tone: 'bad',
        text: `${start}. It ran. ${revert.actor.name} undid it, but no answer came; a person is looking into it.`,
      };
    default:
      return undefined;
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
