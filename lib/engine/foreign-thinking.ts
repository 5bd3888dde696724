import type { RunRecord, StepRecord } from '@/lib/domain/run-record';

/**
 * The record as this model may be shown it: what another model thought is signed for that one, and its provider refuses
 * it from any other.
 */
export function withoutForeignThinking(record: RunRecord, model: string): RunRecord {
  return { ...record, steps: record.steps.map((step) => (isBy(step, model) ? step : withoutThinking(step))) };
}

function isBy({ askedModel, model: answered }: StepRecord, model: string): boolean {
  return (askedModel ?? answered) === model;
}

function withoutThinking(step: StepRecord): StepRecord {
  return { ...step, blocks: step.blocks.filter(({ type }) => type !== 'thinking') };
}
