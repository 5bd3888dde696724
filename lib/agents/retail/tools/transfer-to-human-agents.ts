import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';

const input = z.object({
  summary: z
    .string()
    .describe('What the customer wants, what was done and what is left, for the person who takes over.'),
});

export const transferToHumanAgents = defineTool({
  name: 'transfer_to_human_agents',
  description:
    'Hands the conversation to a person, with a summary. Use it when the customer asks for a person, or when no tool can do ' +
    'what they need. Not for requests that the store simply does not allow: explain those.',
  input,
  output: z.string(),
  scope: anyone,
  handsOver: true,
  ...reading((_args: z.infer<typeof input>) => Promise.resolve('Transfer successful')),
});
