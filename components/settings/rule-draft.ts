import type { Rule, Teaching, Verdict } from '@/lib/domain/policy';

/** A rule as it is being written. */
export interface RuleDraft {
  /** Tells the rows apart while they move. */
  key: number;
  when: string;
  verdict: Verdict;
  approvals: number;
  approvers: string[];
  /** Set on a rule that was taught from a card; such a one stays as it was made. */
  taught?: Teaching;
}

let lastKey = 0;

/** A new rule that asks one reviewer, always. */
export function newDraft(values: Partial<RuleDraft> = {}): RuleDraft {
  lastKey += 1;
  return { when: '', verdict: 'require_approval', approvals: 1, approvers: [], ...values, key: lastKey };
}

export function draftOf({ when, verdict, approvals, approvers, taught }: Rule): RuleDraft {
  return newDraft({
    when: when ?? '',
    verdict,
    approvals: approvals ?? 1,
    approvers: approvers ?? [],
    ...(taught ? { taught } : {}),
  });
}

/** The rule as it is saved; approvals and approvers only where somebody is asked. */
export function ruleOf({ when, verdict, approvals, approvers, taught }: RuleDraft): Rule {
  return {
    ...(when.trim() === '' ? {} : { when: when.trim() }),
    verdict,
    ...(verdict === 'require_approval' ? { approvals, ...(approvers.length > 0 ? { approvers } : {}) } : {}),
    ...(taught ? { taught } : {}),
  };
}

/** The rule "automatic up to this much" for one argument. */
function thresholdCondition(argument: string, most: number): string {
  return `args.${argument} <= ${most}`;
}

/** Sets how much of an argument is automatic: in place when there is such a rule, else before all others. */
export function withThreshold(drafts: readonly RuleDraft[], argument: string, most: number): RuleDraft[] {
  const pattern = new RegExp(`^args\\.${argument} <= \\d+$`);
  const when = thresholdCondition(argument, most);
  const at = drafts.findIndex((draft) => !draft.taught && draft.verdict === 'auto' && pattern.test(draft.when.trim()));
  if (at >= 0) return drafts.map((draft, index) => (index === at ? { ...draft, when } : draft));
  return [newDraft({ when, verdict: 'auto' }), ...drafts];
}
