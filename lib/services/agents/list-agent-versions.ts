import type { AgentVersionPage, ListAgentVersionsInput } from '@/lib/api/contract/agent';
import { agentSettings } from '@/lib/domain/agent-settings';
import type { Json } from '@/lib/domain/json';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';
import { pageVersions } from '../version-page';
import { findAgent } from './find-agent';

interface VersionRow {
  version: number;
  body: Json;
  before: Json;
  authorId: string;
  reason: string | null;
  createdAt: Date;
}

/** The versions of an agent's settings that somebody saved, newest first. Throws not_found. */
export async function listAgentVersions(
  app: Application,
  asked: string,
  page: ListAgentVersionsInput,
): Promise<AgentVersionPage> {
  const { name } = await findAgent(app, app.database.autocommit, asked);
  const read = (below: number, atMost: number) =>
    app.database.query<VersionRow>(sql`
      select version, body, before, author_id, reason, created_at from agent_version
      where agent = ${name} and version < ${below} order by version desc limit ${atMost}`);
  return pageVersions(app.database, page, read, ({ body, before, reason }, made) => ({
    ...made,
    ...(reason === null ? {} : { reason }),
    settings: agentSettings.parse(body),
    before: agentSettings.parse(before),
  }));
}
