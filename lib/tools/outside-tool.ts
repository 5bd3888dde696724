import { fullToolName, type OutsideCall, type OutsideTool } from '@/lib/domain/outside-agent';
import type { Json, JsonObject, JsonSchema } from '@/lib/domain/json';
import type { ExternalTool, Tool } from '@/lib/domain/tool';
import { canonicalText } from '@/lib/gate/intake';

/**
 * An outside agent's tool as the gate sees it, for one call. Its code is not ours: its sentence and its before and after
 * are what that agent said, and hold for the arguments it said them of; for others the arguments speak for themselves.
 */
export function toolForCall({ agent, tool, ...said }: OutsideCall & { tool: OutsideTool }): ExternalTool {
  const asProposed = (args: JsonObject) => canonicalText(args) === said.proposedArgs;
  const described = said.before !== null || said.after !== null;
  return {
    ...definitionOf(agent, tool),
    reversibility: tool.reversibility === 'read_only' ? 'irreversible' : tool.reversibility,
    delivery: 'at_most_once',
    repair: '',
    summary: async (args) => (asProposed(args) ? said.summary : `With edited arguments: ${said.summary}`),
    effectKey: (args) => (asProposed(args) ? said.effectKey : effectKeyOf(tool, args, said.effectKey)),
    preview: async (args) =>
      described && asProposed(args)
        ? { before: said.before ?? {}, after: said.after ?? {} }
        : { before: {}, after: args },
  };
}

/** An outside agent's tool by itself, as lists of tools and their policies show it. */
export function registeredTool(agent: string, tool: OutsideTool): Tool {
  const definition = definitionOf(agent, tool);
  if (tool.reversibility === 'read_only') return { ...definition, reversibility: 'read_only' };
  const call = { agent, tool, proposedArgs: '', summary: '', before: null, after: null, effectKey: null };
  return toolForCall(call);
}

/**
 * The effect a call stands for by its tool's template, which names values of the arguments by their pointers. A value
 * that is missing makes it say nothing, so then `otherwise` counts.
 */
export function effectKeyOf(tool: OutsideTool, args: JsonObject, otherwise: string | null): string | null {
  if (tool.effectKey === undefined) return otherwise;
  let complete = true;
  const key = tool.effectKey.replace(/\{(\/[^{}]*)\}/g, (_, pointer: string) => {
    const value = valueAt(args, pointer);
    complete &&= value !== null && typeof value !== 'object';
    return String(value);
  });
  return complete ? key.slice(0, LONGEST_KEY) : otherwise;
}

const LONGEST_KEY = 500;

function valueAt(args: JsonObject, pointer: string): Json {
  const path = pointer.slice(1).split('/');
  return path.reduce<Json>((value, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return inside ? ((value as JsonObject)[key] ?? null) : null;
  }, args);
}

function definitionOf(agent: string, tool: OutsideTool) {
  return {
    name: fullToolName(agent, tool.name),
    description: tool.description,
    input: sameObject(tool.inputSchema),
    output: {},
    scope: async () => null,
    check: async () => null,
    execute: () => Promise.reject(new Error(`${tool.name} is executed by the agent ${agent} itself.`)),
    onFailure: 'tell_model' as const,
  };
}

const MOST_SCHEMAS = 1000;
const schemas = new Map<string, JsonSchema>();

/** One object for equal schemas: each is read anew from the database, and the gate compiles every object it meets. */
function sameObject(schema: JsonObject): JsonSchema {
  const text = canonicalText(schema);
  const known = schemas.get(text);
  if (known) return known;
  if (schemas.size >= MOST_SCHEMAS) schemas.clear();
  schemas.set(text, schema);
  return schema;
}
