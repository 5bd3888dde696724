import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import type { ToolContext } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';

/**
 * The agent of the frozen run states. Released states hold hashes of these tools' definitions, as a deployment's own
 * tools stay what they are over an upgrade: add tools, but never change one.
 */
export const FROZEN_AGENT = 'frozen';

/** The system outside that two of the tools send to. */
export interface Outside {
  /** What arrived, in order. */
  sent: { tool: string; text: string; key: string }[];
  /** While false it receives and never answers. */
  answers: boolean;
}

/** What the transactional tool writes to. */
export const createFrozenPage = `create table frozen_page (id text primary key, body text not null);
  insert into frozen_page values ('a', '')`;

const allowed = () => Promise.resolve(null);

async function bodyOf(id: string, { transaction }: ToolContext): Promise<string> {
  const [row] = await transaction.query<{ body: string }>(sql`select body from frozen_page where id = ${id}`);
  return row?.body ?? '';
}

const readPage = defineTool({
  name: 'read_page',
  description: 'Reads a page.',
  input: z.object({ id: z.string() }),
  output: z.string(),
  reversibility: 'read_only',
  scope: allowed,
  check: allowed,
  execute: ({ id }, context) => bodyOf(id, context),
  onFailure: 'tell_model',
});

const appendLine = defineTool({
  name: 'append_line',
  description: 'Appends a line to a page.',
  input: z.object({ id: z.string(), line: z.string() }),
  output: z.object({ body: z.string() }),
  reversibility: 'reversible',
  delivery: 'transactional',
  scope: allowed,
  check: allowed,
  target: async ({ id }, context) => ({ pages: { [id]: { body: await bodyOf(id, context) } } }),
  summary: ({ id, line }) => Promise.resolve(`Append "${line}" to page ${id}`),
  effectKey: () => null,
  repair: 'Delete the line by hand.',
  execute: async ({ id, line }, { transaction }) => {
    const [row] = await transaction.query<{ body: string }>(
      sql`update frozen_page set body = body || ${line} || ';' where id = ${id} returning body`,
    );
    return { body: row?.body ?? '' };
  },
  onFailure: 'tell_model',
});

const sending = {
  input: z.object({ text: z.string() }),
  output: z.string(),
  reversibility: 'irreversible',
  scope: allowed,
  check: allowed,
  preview: ({ text }: { text: string }) => Promise.resolve({ before: {}, after: { letters: { new: { text } } } }),
  summary: ({ text }: { text: string }) => Promise.resolve(`Send "${text}"`),
  effectKey: () => null,
  repair: 'Write another letter.',
  onFailure: 'tell_model',
} as const;

/** The agent, with the system outside that its sending tools reach. */
export function frozenAgent(outside: Outside): Agent {
  const send = (tool: string, text: string, key: string, signal: AbortSignal) => {
    outside.sent.push({ tool, text, key });
    if (outside.answers) return Promise.resolve('sent');
    return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('No answer.'))));
  };
  const once = defineTool({
    ...sending,
    name: 'send_once',
    description: 'Sends a letter that nobody can find again.',
    delivery: 'at_most_once',
    execute: ({ text }, { idempotencyKey, signal }) => send('send_once', text, idempotencyKey, signal),
  });
  const keyed = defineTool({
    ...sending,
    name: 'send_keyed',
    description: 'Sends a letter whose receiver knows our key.',
    delivery: 'idempotent',
    keyWindowSeconds: 86_400,
    execute: ({ text }, { idempotencyKey, signal }) => send('send_keyed', text, idempotencyKey, signal),
  });
  return {
    name: FROZEN_AGENT,
    title: 'Frozen',
    instructions: 'You keep pages and send letters.',
    tools: [readPage, appendLine, once, keyed],
    limits: defaultRunLimits,
  };
}
