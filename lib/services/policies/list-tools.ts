import type { ListToolsInput, ToolPage, ToolView } from '@/lib/api/contract/policy';
import type { ClassOverride } from '@/lib/domain/policy';
import type { JsonObject } from '@/lib/domain/json';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import { sql } from '@/lib/domain/sql';
import { readRegistrations } from '@/lib/store/outside/read-registration';
import { registeredTool } from '@/lib/tools/outside-tool';
import type { Application } from '../application';

interface PolicyState {
  tool: string;
  version: number;
  enabled: boolean;
  classOverride: ClassOverride | null;
}

interface ListedTool {
  tool: Tool;
  agents: string[];
}

/** Every tool of this deployment and of outside agents by name, a page at a time; the cursor is the last name. */
export async function listTools(app: Application, { limit, cursor }: ListToolsInput): Promise<ToolPage> {
  const listed = await allTools(app);
  const after = cursor === undefined ? listed : listed.filter(({ tool }) => tool.name > cursor);
  const page = after.slice(0, limit);
  const names = page.map(({ tool }) => tool.name);
  const states = await app.database.query<PolicyState>(sql`
    select distinct on (tool) tool, version, (body ->> 'enabled')::boolean as enabled,
      body -> 'classOverride' as class_override
    from policy_version where tool = any(${names}::text[]) order by tool, version desc`);
  const items = page.map((one) =>
    toolView(
      one,
      states.find((state) => state.tool === one.tool.name),
    ),
  );
  return { items, nextCursor: after.length > limit ? (names.at(-1) ?? null) : null };
}

/** Every tool of this deployment and of outside agents, by name, with the agents that carry it. */
export async function allTools(app: Application): Promise<ListedTool[]> {
  return [...ourTools(app), ...(await outsideTools(app))].sort(byName);
}

function ourTools({ registry }: Application): ListedTool[] {
  const agents = [...registry.agents.values()];
  return [...registry.tools.values()].map((tool) => ({
    tool,
    agents: agents.filter((agent) => agent.tools.includes(tool)).map((agent) => agent.name),
  }));
}

async function outsideTools({ database }: Application): Promise<ListedTool[]> {
  const registrations = await readRegistrations(database.autocommit);
  return registrations.flatMap(({ agent, tools }) =>
    tools.map((tool) => ({ tool: registeredTool(agent, tool), agents: [agent] })),
  );
}

function byName({ tool: left }: ListedTool, { tool: right }: ListedTool): number {
  return left.name < right.name ? -1 : 1;
}

function toolView({ tool, agents }: ListedTool, state: PolicyState | undefined): ToolView {
  return {
    name: tool.name,
    description: tool.description,
    agents,
    reversibility: state?.classOverride?.reversibility ?? tool.reversibility,
    delivery: isWriteTool(tool) ? tool.delivery : null,
    argsSchema: tool.input as JsonObject,
    policyVersion: state?.version ?? 0,
    enabled: state?.enabled ?? true,
  };
}
