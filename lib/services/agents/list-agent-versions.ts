import { z } from 'zod';
import type { AgentVersionPage, ListAgentVersionsInput } from '@/lib/api/contract/agent';
import { agentSettings } from '@/lib/domain/agent-settings';
import type { Json } from '@/lib/domain/json';
import { sql } from '@/lib/domain/sql';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';
import { readCursor, toPage } from '../keyset';
import { findAgent } from './find-agent';

interface VersionRow {
  version: number;
  body: Json;
  before: Json;
  authorId: string;
  reason: string | null;
  createdAt: Date;
}

const key = z.tuple([z.string().regex(/^\d{1,9}$/)]);

/** The versions of an agent's settings that somebody saved, newest first. Throws not_found. */
export async function listAgentVersions(
  app: Application,
  asked: string,
  { limit, cursor }: ListAgentVersionsInput,
): Promise<AgentVersionPage> {
  const { name } = await findAgent(app, app.database.autocommit, asked);
  const [last] = readCursor(key, cursor) ?? [];
  const rows = await app.database.query<VersionRow>(sql`
    select version, body, before, author_id, reason, created_at from agent_version
    where agent = ${name} and version < ${last === undefined ? 2_147_483_647 : Number(last)}
    order by version desc limit ${limit + 1}`);
  const personOf = await findPeople(
    app.database,
    rows.map(({ authorId }) => authorId),
  );
  return toPage(
    rows,
    limit,
    ({ version }) => [String(version)],
    ({ version, body, before, authorId, reason, createdAt }) => ({
      version,
      author: personOf(authorId) ?? { id: authorId, name: authorId },
      ...(reason === null ? {} : { reason }),
      createdAt: createdAt.toISOString(),
      settings: agentSettings.parse(body),
      before: agentSettings.parse(before),
    }),
  );
}
