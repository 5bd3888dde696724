import type { EscalationReason } from '@/lib/domain/run';

const SENTENCES: Record<EscalationReason, string> = {
  step_cap:
    'This is taking more steps than I am allowed, so I have asked a colleague to take over. They will answer you here.',
  cost_cap:
    'This is more work than I can do by myself, so I have asked a colleague to take over. They will answer you here.',
  no_progress:
    'I am not getting any further with this, so I have asked a colleague to take over. They will answer you here.',
  repeated_call:
    'I was going round in circles, so I stopped and asked a colleague to take over. They will answer you here.',
  wall_clock:
    'This is taking longer than it should, so I have asked a colleague to take over. They will answer you here.',
  low_confidence: 'I am not sure enough to answer this well, so I have asked a colleague. They will answer you here.',
  validator_rejected:
    'I could not confirm my answer, so I have asked a colleague to check it. They will answer you here.',
  not_grounded: 'I could not find this in our records, so I have asked a colleague. They will answer you here.',
  policy_denied:
    'I am not able to do this myself, so I have asked a colleague to look at it. They will answer you here.',
  rejected_too_often:
    'My suggestions were not approved, so a colleague will look at your request. They will answer you here.',
  asked_for_human: 'I have handed your request to a colleague. They will answer you here.',
  model_unavailable: 'We can’t answer right now. A colleague has been told, and we will get back to you here.',
};

/** What the customer reads when a run stops for people; nothing in it claims that anything was done. */
export function escalationSentence(reason: EscalationReason): string {
  return SENTENCES[reason];
}
