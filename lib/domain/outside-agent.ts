import { z } from 'zod';
import { jsonObject, type JsonObject } from './json';
import { reversibilityClass } from './reversibility';

/** No double underscore: it parts an agent's name from its tool's. */
export const outsideAgentName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[._-]?[A-Za-z0-9]){0,59}$/,
    'A name is 1 to 60 letters and digits, parted by single . _ or -.',
  );

/**
 * A tool of an outside agent as it was registered. `effectKey` names the effect of a call in the real world, with the
 * value at an RFC 6901 pointer into the arguments for each pointer in braces: `refund:{/order_id}`.
 */
export const outsideTool = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'A name is 1 to 64 letters, digits, dots, underscores and hyphens.'),
  description: z.string().trim().min(1).max(4000),
  inputSchema: jsonObject,
  reversibility: reversibilityClass,
  effectKey: z.string().min(1).max(200).optional(),
});
export type OutsideTool = z.infer<typeof outsideTool>;

/** What a registration of an outside agent says, at one version. */
export interface OutsideRegistration {
  agent: string;
  version: number;
  owner: string;
  purpose: string;
  tools: OutsideTool[];
}

/** An outside agent's call, as it said it, with its tool as registered now; null when it is registered no longer. */
export interface OutsideCall {
  agent: string;
  tool: OutsideTool | null;
  proposedArgs: string;
  summary: string;
  before: JsonObject | null;
  after: JsonObject | null;
  effectKey: string | null;
}

const SEPARATOR = '__';

/** The name policies, limits and switches know an outside agent's tool by; two agents may name theirs alike. */
export function fullToolName(agent: string, tool: string): string {
  return agent + SEPARATOR + tool;
}

/** The agent and the tool's own name in a full name; null for a tool of ours. */
export function splitToolName(name: string): { agent: string; tool: string } | null {
  const at = name.indexOf(SEPARATOR);
  return at <= 0 ? null : { agent: name.slice(0, at), tool: name.slice(at + SEPARATOR.length) };
}

/** Who asked, in place of a user's id, when an outside agent's owner is no user here. */
export function requesterOf(agent: string): string {
  return `agent:${agent}`;
}
