import type { EndedRun, EventDeclarations, TellEvent } from './business-event';
import type { RulesAssistant } from './model';
import type { RunLimits } from './run';
import type { Tool } from './tool';
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
}

/** Finds one of an agent's tools by its name. */
export function findTool(agent: Agent, name: string): Tool | undefined {
  return agent.tools.find((tool) => tool.name === name);
}
