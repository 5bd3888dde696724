import { describe, expect, it } from 'vitest';
import { defaultRunLimits } from '@/lib/domain/run';
import { callRecord, executionRecord, runRecord, stepRecord } from '@/lib/testing/run-records';
import { findStop, repetitionsAtEnd } from './stop-conditions';

const steps = (...calls: Parameters<typeof callRecord>[0][]) =>
  calls.map((call, stepIndex) =>
    stepRecord(stepIndex, [callRecord({ stepIndex, args: `{"n":${stepIndex}}`, ...call })]),
  );

describe('hard stops', () => {
  it('lets a run inside its limits go on', () => {
    expect(findStop(runRecord({ steps: steps({}, { output: '"other"' }) }))).toBeNull();
  });

  it('stops at the third identical call in a row, within one turn too', () => {
    const same = [0, 1, 2].map((index) => callRecord({ index }));
    expect(findStop(runRecord({ steps: [stepRecord(0, same)] }))?.reason).toBe('repeated_call');
    expect(findStop(runRecord({ steps: [stepRecord(0, same.slice(1))] }))).toBeNull();
  });

  it('counts only what stands in a row', () => {
    const calls = ['{"a":1}', '{"a":1}', '{"a":2}', '{"a":1}'].map((args) => callRecord({ args }));
    expect(repetitionsAtEnd(calls)).toBe(1);
    expect(repetitionsAtEnd(calls.slice(0, 2))).toBe(2);
    expect(repetitionsAtEnd([])).toBe(0);
  });

  it('stops after three steps that brought nothing new', () => {
    expect(findStop(runRecord({ steps: steps({}, {}, {}) }))).toBeNull();
    expect(findStop(runRecord({ steps: steps({}, {}, {}, {}) }))?.reason).toBe('no_progress');
  });

  it('waits for what the last step asked for before it calls that nothing new', () => {
    const open = { status: 'ready' as const, output: null };
    expect(findStop(runRecord({ steps: steps({}, {}, {}, open) }))).toBeNull();
  });

  it('takes an executed write for progress, whatever it answered', () => {
    const write = { execution: executionRecord({ status: 'succeeded' }) };
    expect(findStop(runRecord({ steps: steps({}, {}, {}, write) }))).toBeNull();
  });

  it('stops after three rejections', () => {
    const rejected = { status: 'rejected' as const, output: null };
    const three = steps({ output: '"a"' }, rejected, rejected, { output: '"b"' }, rejected);
    expect(findStop(runRecord({ steps: three }))?.reason).toBe('rejected_too_often');
    const responded = { ...rejected, status: 'responded' as const };
    expect(findStop(runRecord({ steps: steps({}, rejected, rejected, { output: '"b"' }, responded) }))).toBeNull();
  });

  it('stops at the caps for steps, dollars and active time', () => {
    const many = steps(...Array.from({ length: 8 }, (_, index) => ({ output: `"${index}"` })));
    expect(findStop(runRecord({ steps: many }))?.reason).toBe('step_cap');
    expect(findStop(runRecord({ costUsd: 0.5 }))?.reason).toBe('cost_cap');
    expect(findStop(runRecord({ activeMs: 90_000 }))?.reason).toBe('wall_clock');
    expect(findStop(runRecord({ activeMs: 90_000, limits: { ...defaultRunLimits, maxActiveSeconds: 91 } }))).toBeNull();
  });
});
