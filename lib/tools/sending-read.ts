import type { JsonObject } from '@/lib/domain/json';
import { sendsOut } from '@/lib/domain/sends-out';
import { isWriteTool, type IdempotentTool, type ReadTool, type Tool } from '@/lib/domain/tool';

/** Asking the same place the same thing once more tells it nothing new, however long ago it was asked. */
const NEVER_FORGOTTEN_SECONDS = 31_536_000;

/**
 * A read that can carry data out, as the write it is: it waits for people or for a rule that lets it run, with
 * everything it would send on the card. Any other tool is left as it is.
 */
export function asGated(tool: Tool): Tool {
  return !isWriteTool(tool) && sendsOut(tool) ? asWrite(tool) : tool;
}

function asWrite({ reversibility: _reads, handsOver: _handsOver, ...tool }: ReadTool): IdempotentTool {
  const { name } = tool;
  return {
    ...tool,
    sendsOut: true,
    reversibility: 'irreversible',
    delivery: 'idempotent',
    keyWindowSeconds: NEVER_FORGOTTEN_SECONDS,
    preview: (args) => Promise.resolve({ before: {}, after: { sent_out: { [name]: args } } }),
    summary: (args) => Promise.resolve(summaryOf(name, args)),
    effectKey: () => null,
    repair: 'What was sent cannot be called back: find out who could have read it.',
  };
}

function summaryOf(name: string, args: JsonObject): string {
  return `Ask outside with ${name}, which sends ${JSON.stringify(args)}`;
}
