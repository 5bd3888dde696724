import { sql } from '@/lib/domain/sql';

/** A proposal's tool as its agent calls it: an outside agent's without the agent's name before it. */
export const ownToolName = sql`case when tool_call_id is null then substr(tool, length(agent) + 3) else tool end`;
