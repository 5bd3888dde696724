import { lengthInWords } from '@/components/time/words';
import type { FigureName, FigureTarget, FigureUnit } from '@/lib/domain/figures';
import { loopReasons } from '@/lib/domain/run';

/** How a figure is called, what it means, and which of a time's runs stand behind it. */
export const figureWords: Record<FigureName, { title: string; about: string; runs?: Record<string, string> }> = {
  volume: { title: 'Runs', about: 'Runs that began.' },
  completion: {
    title: 'Completed',
    about: 'Runs that ended with an answer, of all that ended and were not cancelled.',
    runs: { status: 'succeeded' },
  },
  escalations: {
    title: 'Escalated',
    about: 'Runs that were handed to people, of all that ended and were not cancelled.',
    runs: { status: 'escalated' },
  },
  loops: {
    title: 'Loops',
    about: 'Runs stopped because they made no progress or repeated a call.',
    runs: { status: 'escalated', reason: loopReasons.join() },
  },
  steps: { title: 'Steps per run', about: 'Model turns of the runs that ended, on average.' },
  toolErrors: {
    title: 'Tool errors',
    about: 'Calls that failed or were refused by a check, of all that came to a result.',
  },
  timeP90: {
    title: 'Time to answer, p90',
    about: 'Nine in ten completed runs took no longer. Waiting for people does not count.',
    runs: { status: 'succeeded' },
  },
  timeP95: {
    title: 'Time to answer, p95',
    about: 'Nineteen in twenty completed runs took no longer. Waiting for people does not count.',
    runs: { status: 'succeeded' },
  },
  costPerCompleted: {
    title: 'Cost per completed run',
    about: 'Dollars of the completed runs, on average.',
    runs: { status: 'succeeded' },
  },
  spend: { title: 'Spent', about: 'Dollars of all runs that ended.' },
  cacheHits: { title: 'Cache hits', about: 'Input tokens that came from the provider’s prompt cache.' },
  approvalWaitP50: { title: 'Approval wait, median', about: 'From a proposal to a person’s decision.' },
  approvalWaitP90: { title: 'Approval wait, p90', about: 'Nine in ten decisions came no later.' },
  edits: { title: 'Edited', about: 'Decisions that changed the call, of all decisions by people.' },
  rejections: { title: 'Rejected', about: 'Decisions that said no, of all decisions by people.' },
  unknownOutcomes: {
    title: 'Unknown outcomes',
    about: 'Effects that were sent and of which nobody knew whether they took place.',
  },
};

/** A value with its unit; a dash where there is none. */
export function valueInWords(value: number | null, unit: FigureUnit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'count':
      return value.toLocaleString();
    case 'share':
      return `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;
    case 'steps':
      return value.toFixed(1);
    case 'usd':
      return `$${value.toFixed(value !== 0 && value < 0.1 ? 4 : 2)}`;
    case 'ms':
      return value < 60_000 ? `${(value / 1000).toFixed(1)} s` : lengthInWords(value);
  }
}

/** Where a figure should be: "over 90 %", "under 5 %", "3–7". */
export function targetInWords({ min, max }: FigureTarget, unit: FigureUnit): string {
  const words = (value: number) => {
    if (unit === 'share') return `${Math.round(value * 100)} %`;
    return unit === 'steps' ? String(value) : valueInWords(value, unit);
  };
  if (min !== undefined && max !== undefined) return `${words(min)} to ${words(max)}`;
  return min === undefined ? `under ${words(max ?? 0)}` : `over ${words(min)}`;
}
