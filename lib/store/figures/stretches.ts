/** A time in whole hours, days or months, `until` not included. */
export interface Stretch {
  grain: Grain;
  since: Date;
  until: Date;
}

export type Grain = 'hour' | 'day' | 'month';

const DAY_MS = 86_400_000;

/** A time as the few stretches that tell it as a whole: the months and days within it, and what is left at both ends. */
export function stretchesOf(whole: Stretch): Stretch[] {
  if (whole.grain === 'month') return [whole];
  const coarser = whole.grain === 'hour' ? 'day' : 'month';
  const [since, until] = [startAfter(coarser, whole.since), startBefore(coarser, whole.until)];
  if (since >= until) return [whole];
  const edges = [
    { grain: whole.grain, since: whole.since, until: since },
    { grain: whole.grain, since: until, until: whole.until },
  ].filter((edge) => edge.since < edge.until);
  return [...stretchesOf({ grain: coarser, since, until }), ...edges];
}

function startBefore(grain: 'day' | 'month', moment: Date): Date {
  if (grain === 'day') return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth()));
}

function startAfter(grain: 'day' | 'month', moment: Date): Date {
  const before = startBefore(grain, moment);
  if (before.getTime() === moment.getTime()) return before;
  if (grain === 'day') return new Date(before.getTime() + DAY_MS);
  return new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1));
}
