import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { BacktestResult } from './backtest-result';
import type { RuleTrial } from './use-rule-trial';

/** What the rules as they stand in the form would have done, before anybody saves them. */
export function TrialPanel({ trial: { changed, answer, busy, errors, error } }: { trial: RuleTrial }) {
  return (
    <section aria-labelledby="trial" aria-busy={busy} className="flex flex-col gap-2">
      <h2 id="trial" className="font-semibold">
        What would change
      </h2>
      {!changed && <p className="text-small text-quiet">The rules are as they were saved.</p>}
      {errors.length > 0 && (
        <p className="text-small text-danger">A rule is not valid, so nothing can be tried. See above.</p>
      )}
      {error && errors.length === 0 && <ErrorNotice error={error} what="The rules could not be tried." />}
      {changed && !error && !answer && <Skeleton className="h-16 w-full" />}
      {changed && !error && answer && <BacktestResult answer={answer} faded={busy} />}
    </section>
  );
}
