import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';

const input = z.object({ thought: z.string().describe('The thought to note.') });

export const think = defineTool({
  name: 'think',
  description:
    'Notes a thought in the record of the run and answers nothing. Use it to plan several steps; it looks nothing up and changes nothing.',
  input,
  output: z.string(),
  scope: anyone,
  ...reading((_args: z.infer<typeof input>) => Promise.resolve('')),
  outputFrom: 'arguments',
});
