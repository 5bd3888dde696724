'use client';

import { clsx } from 'clsx';
import { agoInWords, clockInWords, exactTime, lengthInWords } from './words';
import type { ReactNode } from 'react';
import { useNow } from './use-now';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SECOND = 1000;

/** How long ago something was; the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow(MINUTE / 2);
  return (
    <time dateTime={at} title={exactTime(at)} className="whitespace-nowrap">
      {agoInWords(at, now)}
    </time>
  );
}

/** A moment by the clock; the exact time on hover. */
export function Clock({ at }: { at: string }) {
  const now = useNow(HOUR);
  return (
    <time dateTime={at} title={exactTime(at)} className="whitespace-nowrap">
      {clockInWords(at, now)}
    </time>
  );
}

/** How long is left until a deadline, in a warning colour when it is near. */
export function TimeLeft({ until }: { until: string }) {
  const now = useNow(SECOND);
  const left = Date.parse(until) - now;
  return (
    <time
      dateTime={until}
      title={`Expires ${exactTime(until)}`}
      className={clsx('whitespace-nowrap tabular-nums', left < HOUR && 'font-medium text-warning')}
    >
      {left > 0 ? `${lengthInWords(left)} left` : 'expired'}
    </time>
  );
}

/** Seconds until a hold ends; nothing once it has. */
export function Countdown({ until, does = 'It runs' }: { until: string; does?: string }) {
  const left = Date.parse(until) - useNow(SECOND);
  return left > 0 ? (
    <span className="tabular-nums">
      {does} in {Math.ceil(left / SECOND)} s.
    </span>
  ) : null;
}

/** Shows something until a moment, or for ever when there is none. */
export function While({ until, children }: { until: string | undefined; children: ReactNode }) {
  const now = useNow(SECOND);
  return until === undefined || Date.parse(until) > now ? children : null;
}
