import type { ListPolicyVersionsInput, PolicyVersionPage } from '@/lib/api/contract/policy-history';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';
import { pageVersions } from '../version-page';
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
  page: ListPolicyVersionsInput,
): Promise<PolicyVersionPage> {
  const { name } = await findPolicyTool(app, asked);
  const read = (below: number, atMost: number) =>
    app.database.query<VersionRow>(sql`
      select version, body, author_id, reason, created_at,
             (select body from policy_version before
              where before.tool = policy_version.tool and before.version = policy_version.version - 1) as before
      from policy_version
      where tool = ${name} and version < ${below} order by version desc limit ${atMost}`);
  return pageVersions(app.database, page, read, ({ body, before, reason }, made) => ({
    ...made,
    reason,
    policy: body,
    before: before ?? defaultPolicyBody,
  }));
}
