import { uuidv7 } from 'uuidv7';
import type { BulkDecisionAnswer, BulkDecisionInput } from '@/lib/api/contract/proposal';
import { CountersignError } from '@/lib/domain/errors';
import type { ProposalStatus } from '@/lib/domain/proposal';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { decideProposal } from './decide-proposal';

type Result = BulkDecisionAnswer['results'][number];

/**
 * Gives one answer to several proposals, each in a transaction of its own and as it was seen; one that is refused keeps
 * none of the others back. Throws invalid_fields, before anything is decided, unless all are calls of one tool that can
 * be undone: what cannot be is looked at one by one. With the same `operationId` each is decided once.
 */
export async function decideMany(
  app: Application,
  actor: Actor,
  input: BulkDecisionInput,
  operationId: string = uuidv7(),
): Promise<Result[]> {
  await requireOneReversibleTool(app, input);
  const results: Result[] = [];
  for (const proposal of input.proposals) results.push(await decideOne(app, actor, input, proposal, operationId));
  return results;
}

async function requireOneReversibleTool({ database }: Application, { proposals }: BulkDecisionInput): Promise<void> {
  const rows = await database.query<{ tool: string; reversibility: ReversibilityClass }>(sql`
    select distinct tool, reversibility from proposal where id = any(${proposals.map(({ id }) => id)}::text[])`);
  const tools = new Set(rows.map(({ tool }) => tool));
  if (tools.size <= 1 && rows.every(({ reversibility }) => reversibility === 'reversible')) return;
  const message = 'Only calls of one tool that can be undone are decided together.';
  throw new CountersignError('invalid_fields', `${message} Nothing was decided.`, {
    errors: [{ pointer: '/proposals', message }],
  });
}

async function decideOne(
  app: Application,
  actor: Actor,
  { verdict, reason, reasonCodes }: BulkDecisionInput,
  { id, version, viewHash }: BulkDecisionInput['proposals'][number],
  operationId: string,
): Promise<Result> {
  const given = { ...(reason ? { reason } : {}), ...(reasonCodes ? { reasonCodes } : {}) };
  try {
    await decideProposal(app, actor, id, { verdict, version, viewHash, ...given }, `${operationId}:${id}`);
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return { id, problem: { code: error.code, detail: error.message } };
  }
  const [stored] = await app.database.query<{ status: ProposalStatus }>(sql`
    select status from proposal where id = ${id}`);
  return { id, status: stored?.status };
}
