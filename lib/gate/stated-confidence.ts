import type { JsonSchema } from '@/lib/domain/json';
import type { Statement } from '@/lib/domain/stated-confidence';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import { canonicalText, intakeArguments } from './intake';

const ARGUMENT = '_confidence';

/**
 * A tool's input as the model is shown it: a write takes one more optional argument, in which the model states how sure
 * it is of the call. It belongs to the statement and not to the call: see `takeStatement`.
 */
export function inputForModel(tool: Tool): JsonSchema {
  const { properties } = tool.input;
  if (!takesStatement(tool)) return tool.input;
  const argument = {
    type: 'number',
    minimum: 0,
    maximum: 1,
    description: 'How sure you are that this call is what the user wants and is right, from 0 to 1.',
  };
  return { ...tool.input, properties: { ...(properties as object), [ARGUMENT]: argument } };
}

/** Takes the statement out of a call's argument text, so that what is checked, stored and run is the tool's own. */
export function takeStatement(tool: Tool | undefined, inputText: string): { inputText: string; stated: Statement } {
  const unstated = { inputText, stated: null };
  if (!tool || !takesStatement(tool) || !inputText.includes(ARGUMENT)) return unstated;
  const intake = intakeArguments(inputText);
  if (!intake.ok || !(ARGUMENT in intake.args)) return unstated;
  const { [ARGUMENT]: said, ...args } = intake.args;
  const isShare = typeof said === 'number' && said >= 0 && said <= 1;
  return { inputText: canonicalText(args), stated: isShare ? said : 'unreadable' };
}

/** A tool with an argument of that name keeps it for itself. */
function takesStatement(tool: Tool): boolean {
  const { properties } = tool.input;
  return isWriteTool(tool) && typeof properties === 'object' && properties !== null && !(ARGUMENT in properties);
}
