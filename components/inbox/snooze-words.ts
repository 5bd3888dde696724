import type { SnoozeInput } from '@/lib/api/contract/inbox';

const HOUR_MS = 3_600_000;
const MORNING = 9;

export interface SnoozePreset {
  key: string;
  label: string;
  /** What is asked for, at this moment. */
  at: (now: Date) => SnoozeInput;
}

/** What one can put an item off for; the key chooses it in the dialog. */
export const snoozePresets: readonly SnoozePreset[] = [
  { key: '1', label: 'For an hour', at: (now) => ({ until: new Date(now.getTime() + HOUR_MS).toISOString() }) },
  { key: '2', label: 'Until tomorrow, 9:00', at: (now) => ({ until: tomorrowMorning(now).toISOString() }) },
  { key: '3', label: 'Until it changes', at: () => ({}) },
];

/** Nine o'clock of the next day where the viewer is. */
function tomorrowMorning(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING);
}
