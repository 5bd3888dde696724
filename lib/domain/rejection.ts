/** The reasons a rejection can be given by a code, so that they can be counted. They stand alone, for pages need no schema. */
export const rejectionReasons = [
  'wrong_amount',
  'wrong_target',
  'not_requested',
  'against_rules',
  'not_enough_evidence',
  'already_done',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** What a code says to people and to the model. */
export const rejectionWords: Record<RejectionReason, string> = {
  wrong_amount: 'Wrong amount or item',
  wrong_target: 'Wrong customer or order',
  not_requested: 'The customer did not ask for this',
  against_rules: 'Against our rules',
  not_enough_evidence: 'Not enough evidence',
  already_done: 'Already done',
};

/** Why it was rejected as one text: the words of the codes, then the person's own. */
export function rejectionText(codes: readonly RejectionReason[], words = ''): string {
  return [...codes.map((code) => rejectionWords[code]), words].filter(Boolean).join('. ');
}
