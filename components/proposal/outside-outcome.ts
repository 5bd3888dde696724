import type { ProposalView } from '@/lib/api/contract/proposal';
import type { Outcome } from './outcome';

/** How an approved call of an outside agent stands: that agent runs it, and only what it reports is known. */
export function outsideOutcome({ agent, execution, outside }: ProposalView, approved: string): Outcome {
  switch (execution?.status) {
    case 'succeeded':
      return { tone: 'success', text: `${approved} ${agent} reports that it succeeded.` };
    case 'failed':
      return { tone: 'danger', text: `${approved} ${execution.error ?? 'It failed.'}` };
    case 'unknown':
      return {
        tone: 'warning',
        text: `${approved} ${execution.error ?? ''} It may have happened: a person has to look.`,
      };
    case 'aborted':
      return { tone: 'warning', text: `${approved} It was stopped before the agent was told.` };
    default: {
      const text = `${approved} ${agent} runs it and has reported no outcome yet.${tellingWords(outside?.callback)}`;
      return execution ? { tone: 'info', text, holdUntil: execution.holdUntil } : { tone: 'info', text };
    }
  }
}

function tellingWords(callback: NonNullable<ProposalView['outside']>['callback']): string {
  if (callback?.status === 'dead') return ' It could not be told of the decision; it has to ask.';
  if (callback?.status !== 'pending' || callback.attempts === 0) return '';
  return ` Telling it failed so far (${callback.lastError ?? 'no answer'}) and is tried again.`;
}
