import type { InboxItem } from '@/lib/api/contract/inbox';
import type { WhyNot } from '@/lib/domain/inbox-item';

const words: Record<WhyNot, string> = {
  own_request: 'you asked for it',
  not_approver: 'waits for others',
  already_approved: 'you approved it',
  admin_only: 'waits for an admin',
};

/** Why an item is not one's own to decide, in a few words. */
export function whyNotInWords({ whyNot, approvers = [] }: InboxItem): string | undefined {
  if (whyNot === undefined) return undefined;
  // A server of a later release may know other reasons.
  if (!(whyNot in words)) return 'not yours to decide';
  return whyNot === 'not_approver' && approvers.length > 0 ? `waits for ${namesOf(approvers)}` : words[whyNot];
}

const SHOWN = 2;

/** Approvers as people call them: "group:finance" is "finance". */
function namesOf(approvers: readonly string[]): string {
  const names = approvers.slice(0, SHOWN).map((approver) => approver.replace(/^group:/i, ''));
  return approvers.length > SHOWN ? `${names.join(', ')} …` : names.join(', ');
}
