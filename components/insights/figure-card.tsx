import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { FiguresAnswer } from '@/lib/api/contract/figures';
import type { FigureName } from '@/lib/domain/figures';
import { Chart } from './chart';
import { DataTable } from './data-table';
import { figureWords, targetInWords, valueInWords } from './figure-words';
import { periodInWords, runsHref } from './period-words';

/** One figure: its value, where it should be, how it went, and the same in numbers. */
export function FigureCard({ name, answer }: { name: FigureName; answer: FiguresAnswer }) {
  const { title, about, runs = {} } = figureWords[name];
  const { value, unit, target, ok } = answer.figures[name];
  const filters = { agent: answer.agent, tool: answer.tool, ...runs };
  const points = answer.series.map(({ from, to, figures }) => ({
    period: periodInWords(from, answer.bucket),
    ...figures[name],
    words: valueInWords(figures[name].value, unit),
    href: runsHref(from, to, filters),
  }));
  const parts = (part: number) =>
    unit === 'usd' && name !== 'spend' ? valueInWords(part, 'usd') : part.toLocaleString();
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3 rounded-md p-4 ring-1 ring-line">
      <header className="flex flex-col gap-1">
        <div className="flex items-start justify-between gap-2">
          <h2 className="text-small font-medium" title={about}>
            {title}
          </h2>
          {ok !== null && <Badge tone={ok ? 'success' : 'warning'}>{ok ? 'on target' : 'off target'}</Badge>}
        </div>
        <p className="flex items-baseline gap-2">
          <Link
            href={runsHref(answer.since, answer.until, filters)}
            prefetch={false}
            className="rounded text-title font-semibold tabular-nums hover:underline"
            aria-label={`${title}: ${valueInWords(value, unit)}. Its runs.`}
          >
            {valueInWords(value, unit)}
          </Link>
          {target && <span className="text-meta text-quiet">target {targetInWords(target, unit)}</span>}
        </p>
        <p className="text-meta text-quiet">{about}</p>
      </header>
      <Chart
        label={title}
        points={points}
        target={target}
        look={unit === 'count' || name === 'spend' ? 'bars' : 'line'}
        axis={(at) => valueInWords(at, unit)}
      />
      <DataTable
        caption={`${title} over time`}
        columns={['From', title, 'Counted', 'Out of']}
        rows={points.map(({ period, href, words, numerator, denominator }) => ({
          name: period,
          href,
          cells: [words, parts(numerator), denominator.toLocaleString()],
        }))}
      />
    </section>
  );
}
