import { useDebounced } from '@/components/ui/use-debounced';
import { ApiError } from '@/lib/api/client/request';
import { useBacktest } from '@/lib/api/client/use-policy-history';
import type { PolicyView } from '@/lib/api/contract/policy';
import type { BacktestAnswer, BacktestInput } from '@/lib/api/contract/policy-history';
import type { FieldError } from '@/lib/domain/errors';
import type { PolicyDraft } from './policy-draft';
import { ruleOf } from './rule-draft';

const QUIET_MS = 500;

/** What came of trying unsaved rules on recorded calls. */
export interface RuleTrial {
  changed: boolean;
  answer: BacktestAnswer | undefined;
  /** The answer is to rules that were changed since. */
  busy: boolean;
  /** What is wrong with the rules, at its place. */
  errors: FieldError[];
  error: Error | null;
}

/** Tries the rules as they are being written, once the writer pauses; nothing while they are as they were saved. */
export function useRuleTrial(policy: PolicyView, { rules, classOverride }: PolicyDraft): RuleTrial {
  const candidate = JSON.stringify({ rules: rules.map(ruleOf), classOverride: classOverride ?? null });
  const saved = JSON.stringify({ rules: policy.rules, classOverride: policy.classOverride ?? null });
  const asked = useDebounced(candidate, QUIET_MS);
  const changed = candidate !== saved;
  const tried = changed && asked !== saved ? asked : null;
  const { data, error, isFetching } = useBacktest(
    policy.tool,
    tried === null ? null : (JSON.parse(tried) as BacktestInput),
  );
  const wrong = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const isCurrent = tried === candidate && !isFetching;
  return {
    changed,
    answer: data,
    busy: changed && !isCurrent,
    errors: changed ? wrong : [],
    error: changed ? error : null,
  };
}
