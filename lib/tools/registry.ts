import { findTool, type Agent } from '@/lib/domain/agent';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import { checkSchema } from '@/lib/gate/schema';
import { asGated } from './sending-read';

/** Every agent of a deployment and every tool they carry, found by name. */
export interface AgentRegistry {
  agents: ReadonlyMap<string, Agent>;
  tools: ReadonlyMap<string, Tool>;
}

/**
 * Builds the registry. A tool shared by agents must be the same definition everywhere, because policy is set per
 * tool name. A read that can carry data out becomes the write it is. Throws when two agents share a name, or two
 * different tools do, when a tool's stand-in can't stand in, or when a schema says what would not be checked.
 */
export function createRegistry(agents: readonly Agent[]): AgentRegistry {
  const byName = new Map<string, Agent>();
  const tools = new Map<string, Tool>();
  const gated = gateSendingReads(agents);
  for (const agent of gated) {
    if (byName.has(agent.name)) throw new Error(`Two agents are named "${agent.name}"; give one another name.`);
    byName.set(agent.name, agent);
    for (const tool of agent.tools) assertFallback(agent, tool);
    for (const tool of agent.tools) {
      const known = tools.get(tool.name);
      if (known && known !== tool) throw new Error(`Two different tools are named "${tool.name}"; rename one.`);
      if (!known) assertSchemas(tool);
      tools.set(tool.name, tool);
    }
  }
  return { agents: byName, tools };
}

/** One definition stays one, however many agents carry it. */
function gateSendingReads(agents: readonly Agent[]): Agent[] {
  const known = new Map<Tool, Tool>();
  const gatedOf = (tool: Tool) => {
    const gated = known.get(tool) ?? asGated(tool);
    known.set(tool, gated);
    return gated;
  };
  return agents.map((agent) =>
    agent.tools.some((tool) => gatedOf(tool) !== tool) ? { ...agent, tools: agent.tools.map(gatedOf) } : agent,
  );
}

/** A stand-in is another tool of the same agent, reads like it or writes like it, and has no stand-in of its own. */
function assertFallback(agent: Agent, tool: Tool): void {
  if (typeof tool.onFailure !== 'object') return;
  const standIn = findTool(agent, tool.onFailure.tool);
  const fits =
    standIn && standIn !== tool && isWriteTool(standIn) === isWriteTool(tool) && typeof standIn.onFailure !== 'object';
  if (!fits) {
    throw new Error(
      `"${tool.onFailure.tool}" can't stand in for "${tool.name}": it must be another tool of the agent that reads or ` +
        'writes like it and has no stand-in itself.',
    );
  }
}

/** A schema that says more than is checked would be believed. */
function assertSchemas(tool: Tool): void {
  for (const [side, schema] of [['input', tool.input] as const, ['output', tool.output] as const]) {
    const [fault] = checkSchema(schema);
    if (fault)
      throw new Error(`The ${side} schema of "${tool.name}" can't be enforced: ${fault.pointer} ${fault.message}`);
  }
}
