import type { Outcome } from './outcome';
import { outsideOutcome } from './outside-outcome';
import type { DecisionView } from '@/lib/api/contract/decision';
import type { RevertView } from '@/lib/api/contract/revert';
import type { ProposalView } from '@/lib/api/contract/proposal';

/** How a proposal that no longer waits stands. */
export function outcomeOf(proposal: ProposalView): Outcome | undefined {
  const last = proposal.decisions.at(-1);
  switch (proposal.status) {
    case 'pending':
      return undefined;
    case 'approved':
      return proposal.outside
        ? outsideOutcome(proposal, approvedBy(proposal))
        : executed(proposal, approvedBy(proposal));
    case 'rejected':
      return { tone: 'info', text: refusedBy(last) };
    case 'expired':
      return { tone: 'info', text: 'Expired before anybody decided. Not run; nothing was sent.' };
    case 'cancelled':
      return { tone: 'info', text: 'Cancelled with its run. Nothing was sent.' };
    case 'superseded':
      return { tone: 'warning', text: 'Changed since it was looked at; a newer proposal took its place. Not run.' };
    case 'revoked':
      return { tone: 'info', text: 'The approval was taken back in time. Nothing was sent.' };
  }
}

function executed({ execution }: ProposalView, approved: string): Outcome {
  switch (execution?.status) {
    case 'succeeded':
      return execution.revert
        ? undone(execution.revert, approved)
        : { tone: 'success', text: `${approved} It ran and succeeded.` };
    case 'failed':
      return { tone: 'danger', text: `${approved} It ran and failed: ${execution.error ?? 'no reason was given'}` };
    case 'unknown':
      return {
        tone: 'warning',
        text: `${approved} It was sent, but no answer came: it may have happened. A person has to look.`,
      };
    case 'aborted':
      return { tone: 'warning', text: `${approved} It was stopped before it ran. ${execution.error ?? ''}`.trim() };
    case 'dispatching':
      return { tone: 'info', text: `${approved} It is running now.` };
    default: {
      const waiting: Outcome = { tone: 'info', text: `${approved} It has not run yet.` };
      return execution ? { ...waiting, holdUntil: execution.holdUntil } : waiting;
    }
  }
}

function undone({ status, actor, error }: RevertView, approved: string): Outcome {
  switch (status) {
    case 'succeeded':
      return { tone: 'info', text: `${approved} It ran. ${actor.name} undid it.` };
    case 'unknown':
      return {
        tone: 'warning',
        text: `${approved} It ran. ${actor.name} undid it, but no answer came: it may be undone or not. A person has to look.`,
      };
    case 'failed':
    case 'aborted':
      return {
        tone: 'success',
        text: `${approved} It ran and succeeded. ${actor.name} could not undo it: ${error ?? 'no reason was given'}`,
      };
    default:
      return { tone: 'info', text: `${approved} It ran. ${actor.name} is undoing it.` };
  }
}

function approvedBy({ decisions, settledBy }: ProposalView): string {
  const approvals = decisions.filter(({ verdict }) => verdict === 'approve' || verdict === 'edit');
  if (approvals.length === 0) return `Approved by the rules${settledBy ? ` (${settledBy})` : ''}.`;
  const edited = approvals.some(({ verdict }) => verdict === 'edit');
  const names = [...new Set(approvals.map(({ actor }) => actor.name))].join(' and ');
  return `Approved${edited ? ' with edits' : ''} by ${names}.`;
}

function refusedBy(decision: DecisionView | undefined): string {
  if (!decision) return 'Rejected. Nothing was sent.';
  const { verdict, actor, reason, message } = decision;
  if (verdict === 'respond') return `${actor.name} answered instead: “${message ?? ''}” Nothing was sent.`;
  return `Rejected by ${actor.name} because: ${reason ?? 'no reason was given'}. Nothing was sent.`.replace('..', '.');
}
