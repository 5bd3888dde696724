import type { EscalationReason } from '@/lib/domain/run';

const forReviewers: Record<EscalationReason, string> = {
  step_cap: 'The agent used all the steps it may take without finishing.',
  cost_cap: 'The run would have cost more than its limit.',
  no_progress: 'The agent took several steps without getting anything new.',
  repeated_call: 'The agent asked for the same thing again and again.',
  wall_clock: 'The agent worked longer than it may.',
  low_confidence: 'The agent was not sure enough of its answer.',
  validator_rejected: 'The answer did not pass its checks.',
  not_grounded: 'The answer was not backed by what the tools said.',
  policy_denied: 'The rules forbid what the agent wanted to do.',
  rejected_too_often: 'Several proposals of this run were rejected.',
  asked_for_human: 'The customer or the agent asked for a person.',
  model_unavailable: 'The model could not be reached.',
};

/** Why a run was handed to people, for those people. An unknown reason is shown as it is. */
export function reasonInWords(reason: string | undefined): string {
  if (reason === undefined) return 'The agent could not finish this.';
  return forReviewers[reason as EscalationReason] ?? reason.replaceAll('_', ' ');
}
