import type { PolicyView } from '@/lib/api/contract/policy';
import { defaultPolicyBody, effectiveClass, type PolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import { isWriteTool } from '@/lib/domain/tool';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';
import { findPolicyTool } from './find-tool';

interface PolicyRow {
  version: number;
  body: PolicyBody;
  authorId: string;
  reason: string;
  createdAt: Date;
}

/** The policy in force for a tool. Throws `not_found` for a tool no agent carries. */
export async function getPolicy(app: Application, asked: string): Promise<PolicyView> {
  const tool = await findPolicyTool(app, asked);
  const { name } = tool;
  const [row] = await app.database.query<PolicyRow>(sql`
    select version, body, author_id, reason, created_at from policy_version
    where tool = ${name} order by version desc limit 1`);
  const identity = {
    tool: name,
    reversibility: effectiveClass(tool.reversibility, row?.body ?? defaultPolicyBody),
    declaredReversibility: tool.reversibility,
    delivery: isWriteTool(tool) ? tool.delivery : null,
  };
  if (!row) return { ...identity, version: 0, ...defaultPolicyBody };
  const personOf = await findPeople(app.database, [row.authorId]);
  const author = personOf(row.authorId);
  const { version, reason, createdAt, body } = row;
  return { ...identity, ...body, version, reason, createdAt: createdAt.toISOString(), ...(author ? { author } : {}) };
}
