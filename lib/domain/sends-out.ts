import type { JsonSchema } from './json';
import { isWriteTool, type Tool } from './tool';

const ADDRESS = /^(?:url|uri|href|link|website|web_?page|webhook|endpoint|host|domain|address_?url)s?$/i;

/**
 * Whether a call of this tool can carry data to somebody outside: what the tool says, else every write to a system
 * outside, and every read of text from outside whose arguments name the address it is fetched from. An address can
 * hold anything that its owner then reads in a log.
 */
export function sendsOut(tool: Tool): boolean {
  if (tool.sendsOut !== undefined) return tool.sendsOut;
  if (isWriteTool(tool)) return tool.delivery !== 'transactional';
  return (tool.outputFrom ?? 'outside') === 'outside' && takesAnAddress(tool.input);
}

function takesAnAddress(input: JsonSchema): boolean {
  const { properties } = input as { properties?: unknown };
  if (typeof properties !== 'object' || properties === null) return false;
  return Object.entries(properties).some(([name, schema]) => ADDRESS.test(name) || formatOf(schema) === 'uri');
}

function formatOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'format' in schema ? schema.format : undefined;
}
