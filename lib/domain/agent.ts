import type { EndedRun, EventDeclarations, TellEvent } from './business-event';
import type { FrontDoor } from './front-door';
import type { ModelBlock, RulesAssistant } from './model';
import type { RunLimits } from './run';
import { isWriteTool, type Tool } from './tool';
import type { TrustSettings } from './trust';

/** A named assistant: its purpose and boundaries (AGENT.md), tools, limits and grammar for rules mode. */
export interface Agent {
  name: string;
  /** How people see it, such as "Store support". */
  title: string;
  /** AGENT.md, which is also the system prompt. */
  instructions: string;
  tools: Tool[];
  limits: RunLimits;
  /** What stands around its model; the defaults when absent. */
  trust?: TrustSettings;
  rules?: RulesAssistant;
  /** The business events that it and its tools may tell, by name. */
  events?: EventDeclarations;
  /** Looks back on a run that ended, to tell what no single tool knows. */
  lookBack?(run: EndedRun, event: TellEvent): void;
  /** The requests it is for; without it every message goes straight to the agent. */
  frontDoor?: FrontDoor;
}

/** Finds one of an agent's tools by its name. */
export function findTool(agent: Agent, name: string): Tool | undefined {
  return agent.tools.find((tool) => tool.name === name);
}

/** True when blocks change nothing and hand nothing over: words, and calls of tools that read. */
export function onlyReads(agent: Agent, blocks: readonly ModelBlock[]): boolean {
  return blocks.every((block) => {
    if (block.type !== 'tool_use') return true;
    const tool = findTool(agent, block.name);
    return tool !== undefined && !isWriteTool(tool) && tool.handsOver !== true;
  });
}
