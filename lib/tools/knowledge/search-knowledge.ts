import { z } from 'zod';
import { knowledgeAnswer, LONGEST_QUERY, SEARCH_KNOWLEDGE } from '@/lib/domain/knowledge';
import { sql } from '@/lib/domain/sql';
import { ToolError, type ExecutionContext, type ToolContext } from '@/lib/domain/tool';
import { trustSettings, type TrustSettings } from '@/lib/domain/trust';
import { defineTool } from '../define-tool';
import { findPassages } from './find-passages';

const input = z.object({
  query: z.string().min(1).max(LONGEST_QUERY).describe('What to look for, in a few words, such as "return period".'),
});
type Input = z.infer<typeof input>;

/**
 * What any agent may carry to look things up in the articles that admins write. A search that finds nothing is noted,
 * once for each call, as something nobody has answered yet.
 */
export const searchKnowledge = defineTool({
  name: SEARCH_KNOWLEDGE,
  description:
    'Searches the articles our team wrote about policies, prices, times and how things work. Use it before you say ' +
    "anything of that kind; not for a customer's own records. Cite each article you rely on as [kb:its-name], with " +
    'the name in "article". When it gives no passages, nobody has written the answer down: say that you do not know.',
  input,
  output: knowledgeAnswer,
  reversibility: 'read_only',
  // Only admins write articles.
  outputFrom: 'records',
  scope: () => Promise.resolve(null),
  check: () => Promise.resolve(null),
  execute: search,
  onFailure: 'tell_model',
});

async function search({ query }: Input, context: ExecutionContext): Promise<z.infer<typeof knowledgeAnswer>> {
  const { enabled, maxPassages } = (await settingsOf(context)).knowledge;
  if (!enabled) {
    throw new ToolError({
      message: 'The knowledge base is switched off for this agent.',
      hint: 'Say that you do not know, and offer to hand over to a person.',
    });
  }
  const { transaction, agent, runId, idempotencyKey } = context;
  const passages = await findPassages(transaction, { query, agent, limit: maxPassages });
  if (passages.length === 0 && query.trim() !== '') {
    await transaction.query(sql`
      insert into knowledge_miss (call_id, agent, run_id, query) values (${idempotencyKey}, ${agent}, ${runId}, ${query})
      on conflict do nothing`);
  }
  return { passages };
}

/** As they were when the run began. */
async function settingsOf({ transaction, runId }: ToolContext): Promise<TrustSettings> {
  const [run] = await transaction.query<{ trust: unknown }>(sql`select trust from run where id = ${runId}`);
  return trustSettings.parse(run?.trust ?? {});
}
