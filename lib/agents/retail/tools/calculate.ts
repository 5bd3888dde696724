import { z } from 'zod';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { evaluate } from '../tool-parts/arithmetic';
import { roundToCents } from '../tool-parts/money';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';

const input = z.object({
  expression: z.string().max(1000).describe("Numbers, + - * /, parentheses and spaces, such as '(12.50 + 7.99) * 2'."),
});

export const calculate = defineTool({
  name: 'calculate',
  description:
    'Works out an arithmetic expression, rounded to two decimals. Use it for every sum of money you tell a customer. ' +
    'It knows no names, units or percent signs.',
  input,
  output: z.string(),
  scope: anyone,
  ...reading(({ expression }: z.infer<typeof input>) => Promise.resolve(decimalText(valueOf(expression)))),
  outputFrom: 'arguments',
});

function valueOf(expression: string): number {
  try {
    return roundToCents(evaluate(expression));
  } catch (error) {
    const hint = 'Write numbers, + - * /, parentheses and spaces only, such as "(12.50 + 7.99) * 2".';
    throw new ToolError({ message: (error as Error).message, hint, pointer: '/expression' });
  }
}

/** The recorded tool always answers with a decimal point: "3" is "3.0". */
function decimalText(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e16 ? value.toFixed(1) : value.toExponential();
}
