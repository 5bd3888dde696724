import type { FieldError } from '@/lib/domain/errors';
import type { OutsideTool } from '@/lib/domain/outside-agent';
import { checkSchema } from '@/lib/gate/schema';

/** What is wrong with the tools of a registration: names that stand twice, schemas that would not be enforced. */
export function findToolFaults(tools: readonly OutsideTool[]): FieldError[] {
  return tools.flatMap(({ name, inputSchema }, index) => {
    const faults = checkSchema(inputSchema).map(({ pointer, message }) => ({
      pointer: `/tools/${index}/inputSchema${pointer}`,
      message,
    }));
    const first = tools.findIndex((tool) => tool.name === name);
    return first === index
      ? faults
      : [...faults, { pointer: `/tools/${index}/name`, message: 'The name stands twice.' }];
  });
}
