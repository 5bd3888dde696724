import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import { defineTool } from '@/lib/tools/define-tool';
import type { Marks } from '../marks';

const allowed = () => Promise.resolve(null);
const note = z.object({ id: z.string() });

const readNote = defineTool({
  name: 'read_note',
  description: 'Reads a note.',
  input: z.object({ index: z.int() }),
  output: z.object({ index: z.int(), body: z.string() }),
  reversibility: 'read_only',
  scope: allowed,
  check: allowed,
  execute: ({ index }) => Promise.resolve({ index, body: `The body of note ${index}` }),
  onFailure: 'tell_model',
});

/** An agent whose tools do nothing but say when they were entered, so that only what surrounds them is measured. */
export function benchAgent(marks: Marks): Agent {
  const write = {
    description: 'Writes a note.',
    input: note,
    output: z.string(),
    reversibility: 'reversible',
    scope: allowed,
    check: allowed,
    summary: ({ id }: z.infer<typeof note>) => Promise.resolve(`Write note ${id}`),
    effectKey: () => null,
    repair: 'Delete it by hand.',
    execute: ({ id }: z.infer<typeof note>) => {
      marks.enter(id);
      return Promise.resolve('written');
    },
    onFailure: 'tell_model',
  } as const;
  return {
    name: 'bench',
    title: 'Bench',
    instructions: 'You keep notes.',
    tools: [
      readNote,
      defineTool({
        ...write,
        name: 'add_note',
        delivery: 'transactional',
        target: ({ id }) => Promise.resolve({ notes: { [id]: 'absent' } }),
      }),
      defineTool({
        ...write,
        name: 'send_note',
        delivery: 'at_most_once',
        preview: ({ id }) => Promise.resolve({ before: {}, after: { notes: { [id]: 'sent' } } }),
      }),
    ],
    limits: { ...defaultRunLimits, ...wide },
  };
}

/** Limits that no measure reaches. */
const wide = {
  maxSteps: 200,
  maxCostUsd: 1000,
  maxStepsWithoutProgress: 100,
  maxPendingPerUserHour: 100_000,
};
