import { Notice } from '@/components/ui/notice';
import type { CostsAnswer } from '@/lib/api/contract/cost';
import { dollars } from './dollars';

/** What a day or a month cost so far, what it will have cost, and its cap. */
export function PeriodCard({ name, period }: { name: string; period: CostsAnswer['today'] }) {
  const { usd, forecastUsd, capUsd } = period;
  const share = capUsd === null ? null : Math.min(1, usd / capUsd);
  return (
    <section aria-label={name} className="flex flex-col gap-2 rounded-md px-3 py-3 ring-1 ring-line">
      <h2 className="text-small text-quiet">{name}</h2>
      <p className="text-title font-semibold tabular-nums">{dollars(usd)}</p>
      <p className="text-small text-quiet tabular-nums">
        Forecast {dollars(forecastUsd)} · {capUsd === null ? 'no cap' : `cap ${dollars(capUsd)}`}
      </p>
      {share !== null && (
        <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface ring-1 ring-line">
          <div className="h-full bg-accent-fill" style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {capUsd !== null && usd >= capUsd && <Notice tone="danger">The cap is reached: no model call is made.</Notice>}
      {capUsd !== null && usd < capUsd && forecastUsd > capUsd && (
        <Notice tone="warning">The forecast is above the cap.</Notice>
      )}
    </section>
  );
}
