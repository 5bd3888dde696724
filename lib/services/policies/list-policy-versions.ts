import { z } from 'zod';
import type { ListPolicyVersionsInput, PolicyVersionPage } from '@/lib/api/contract/policy-history';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';
import { readCursor, toPage } from '../keyset';
import { findPolicyTool } from './find-tool';

interface VersionRow {
  version: number;
  body: PolicyBody;
  before: PolicyBody | null;
  authorId: string;
  reason: string;
  createdAt: Date;
}

/** A tool's policy versions, newest first, each with the one before it. Throws not_found. */
export async function listPolicyVersions(
  app: Application,
  asked: string,
  { limit, cursor }: ListPolicyVersionsInput,
): Promise<PolicyVersionPage> {
  const { name } = await findPolicyTool(app, asked);
  const [last] = readCursor(z.tuple([z.string().regex(/^\d{1,9}$/)]), cursor) ?? [];
  const rows = await app.database.query<VersionRow>(sql`
    select version, body, author_id, reason, created_at,
           (select body from policy_version before
            where before.tool = policy_version.tool and before.version = policy_version.version - 1) as before
    from policy_version
    where tool = ${name} and version < ${last === undefined ? 2_147_483_647 : Number(last)}
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
      reason,
      createdAt: createdAt.toISOString(),
      policy: body,
      before: before ?? defaultPolicyBody,
    }),
  );
}
