import type { FigureBucket } from '@/lib/api/contract/figures';

const FORMATS: Record<FigureBucket, Intl.DateTimeFormatOptions> = {
  hour: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  // Days and months are counted in UTC, so they are named in UTC.
  day: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  month: { month: 'short', year: 'numeric', timeZone: 'UTC' },
};

/** How an hour, day or month is called. */
export function periodInWords(from: string, bucket: FigureBucket): string {
  return new Date(from).toLocaleString(undefined, FORMATS[bucket]);
}

/** The page that lists the runs of a time, with what else they have in common. */
export function runsHref(from: string, to: string, filters: Record<string, string | undefined>): string {
  const given = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `/runs?${new URLSearchParams([...given, ['from', from], ['to', to]] as [string, string][]).toString()}`;
}
