import type { ListToolsInput, ToolPage, ToolView } from '@/lib/api/contract/policy';
import type { JsonObject } from '@/lib/domain/json';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';

interface PolicyState {
  tool: string;
  version: number;
  enabled: boolean;
}

/** Every tool of this deployment by name, a page at a time; the cursor is the last name. */
export async function listTools(app: Application, { limit, cursor }: ListToolsInput): Promise<ToolPage> {
  const names = [...app.registry.tools.keys()].sort();
  const after = cursor === undefined ? names : names.filter((name) => name > cursor);
  const page = after.slice(0, limit);
  const states = await app.database.query<PolicyState>(sql`
    select distinct on (tool) tool, version, (body ->> 'enabled')::boolean as enabled
    from policy_version where tool = any(${page}::text[]) order by tool, version desc`);
  const items = page.flatMap((name) => {
    const tool = app.registry.tools.get(name);
    return tool
      ? [
          toolView(
            app,
            tool,
            states.find((state) => state.tool === name),
          ),
        ]
      : [];
  });
  return { items, nextCursor: after.length > limit ? (page.at(-1) ?? null) : null };
}

function toolView(app: Application, tool: Tool, state: PolicyState | undefined): ToolView {
  const agents = [...app.registry.agents.values()].filter((agent) => agent.tools.includes(tool));
  return {
    name: tool.name,
    description: tool.description,
    agents: agents.map((agent) => agent.name),
    reversibility: tool.reversibility,
    delivery: isWriteTool(tool) ? tool.delivery : null,
    argsSchema: tool.input as JsonObject,
    policyVersion: state?.version ?? 0,
    enabled: state?.enabled ?? true,
  };
}
