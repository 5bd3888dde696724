'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useState, type KeyboardEvent } from 'react';
import type { FigureTarget } from '@/lib/domain/figures';
import { pathOf, topOf, xOf, yOf } from './chart-scale';

export interface ChartPoint {
  /** What it is called, such as a day. */
  period: string;
  value: number | null;
  words: string;
  /** The runs behind it. */
  href: string;
}

interface ChartProps {
  /** What it draws. */
  label: string;
  points: readonly ChartPoint[];
  target?: FigureTarget | undefined;
  look: 'line' | 'bars';
  /** A value of the axis in words. */
  axis: (value: number) => string;
}

/**
 * Values over time with their target drawn in. Every point is a link; the arrow keys go from one to the next, so that a
 * chart is one stop of the tab key.
 */
export function Chart({ label, points, target, look, axis }: ChartProps) {
  const values = points.map(({ value }) => value);
  const top = topOf(values, target);
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="text-meta text-quiet tabular-nums">
        {axis(top)}
      </span>
      <div className="relative h-28">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden
          className="absolute inset-0 size-full overflow-visible"
        >
          <line x1="0" x2="100" y1="100" y2="100" className="stroke-line [vector-effect:non-scaling-stroke]" />
          {target && <TargetMark target={target} top={top} />}
          {look === 'line' ? (
            <path
              d={pathOf(values, top)}
              className="fill-none stroke-accent-fill stroke-2 [vector-effect:non-scaling-stroke]"
            />
          ) : (
            <Bars values={values} top={top} />
          )}
        </svg>
        <Points label={label} points={points} top={top} dots={look === 'line'} />
      </div>
      <div aria-hidden className="flex justify-between text-meta text-quiet">
        <span>{points[0]?.period}</span>
        <span>{points.length > 1 && points.at(-1)?.period}</span>
      </div>
    </div>
  );
}

function TargetMark({ target: { min, max }, top }: { target: FigureTarget; top: number }) {
  const [upper, lower] = [yOf(max ?? top, top), yOf(min ?? 0, top)];
  return (
    <>
      <rect x="0" width="100" y={upper} height={lower - upper} className="fill-success-soft" />
      {[max, min].map((edge) =>
        edge === undefined ? null : (
          <line
            key={edge}
            x1="0"
            x2="100"
            y1={yOf(edge, top)}
            y2={yOf(edge, top)}
            className="stroke-success [stroke-dasharray:4_3] [vector-effect:non-scaling-stroke]"
          />
        ),
      )}
    </>
  );
}

function Bars({ values, top }: { values: readonly (number | null)[]; top: number }) {
  const width = 70 / values.length;
  return values.map((value, index) =>
    value ? (
      <rect
        key={index}
        x={xOf(index, values.length) - width / 2}
        width={width}
        y={yOf(value, top)}
        height={100 - yOf(value, top)}
        className="fill-accent-fill"
      />
    ) : null,
  );
}

function Points({
  label,
  points,
  top,
  dots,
}: {
  label: string;
  points: readonly ChartPoint[];
  top: number;
  dots: boolean;
}) {
  const shown = points.flatMap((point, index) => (point.value === null ? [] : [{ ...point, index }]));
  const [current, setCurrent] = useState<number>();
  const stop = shown.some(({ index }) => index === current) ? current : shown.at(-1)?.index;
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const place = shown.findIndex(({ index }) => index === stop);
    const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: shown.length - 1 }[event.key];
    const point = next === undefined ? undefined : shown[next];
    if (!point) return;
    event.preventDefault();
    setCurrent(point.index);
    event.currentTarget.querySelector<HTMLElement>(`[data-point="${point.index}"]`)?.focus();
  };
  return (
    <nav aria-label={`Runs behind ${label}`} className="absolute inset-0" onKeyDown={move}>
      {shown.map(({ index, value, period, words, href }) => (
        <Link
          key={index}
          href={href}
          prefetch={false}
          data-point={index}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setCurrent(index)}
          title={`${period}: ${words}`}
          aria-label={`${period}: ${words}. Its runs.`}
          className="group absolute inset-y-0 -translate-x-1/2 rounded"
          style={{ left: `${xOf(index, points.length)}%`, width: `${100 / points.length}%` }}
        >
          <span
            className={clsx(
              'absolute left-1/2 size-2 -translate-1/2 rounded-full bg-accent-fill group-hover:size-3 group-focus-visible:size-3',
              !dots && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
              dots && points.length > 40 && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
            )}
            style={{ top: `${yOf(value ?? 0, top)}%` }}
          />
        </Link>
      ))}
    </nav>
  );
}
