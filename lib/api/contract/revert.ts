import { z } from 'zod';
import { executionStatus } from '@/lib/domain/execution';
import { time } from './time';
import { person } from './user';

/** The latest attempt to undo an execution; `at` is when it was settled, or asked for while it is not. */
export const revertView = z.object({
  id: z.string(),
  status: executionStatus,
  actor: person,
  at: time,
  error: z.string().optional(),
});
export type RevertView = z.infer<typeof revertView>;
