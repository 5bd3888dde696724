import { z } from 'zod';
import { haltView } from '@/lib/domain/halt';

export const haltAnswer = z.object({ halts: z.array(haltView) });
export type HaltAnswer = z.infer<typeof haltAnswer>;

const name = z.string().min(1).max(200);

/** `POST /halt` and `/resume`: what is meant; everything when neither is named, and without a body. */
export const haltBody = z
  .strictObject({
    agent: name.optional(),
    tool: name.optional(),
    reason: z.string().trim().min(1).max(1000).optional(),
  })
  .refine(({ agent, tool }) => agent === undefined || tool === undefined, 'Name an agent or a tool, not both.')
  .default({});
export type HaltInput = z.infer<typeof haltBody>;
