import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import type { ModelBlock } from '@/lib/domain/model';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { ToolError, type ToolContext } from '@/lib/domain/tool';
import type { ModelCatalog } from '@/lib/engine/ports';
import type { Database } from '@/lib/store/database';
import { defineTool } from '@/lib/tools/define-tool';
import { scriptedCatalog } from '../../fixtures/scripted-catalog';

const input = z.object({ note: z.enum(['a', 'b']), text: z.string().min(1) });
const allowed = () => Promise.resolve(null);
const shared = {
  input,
  output: z.object({ text: z.string() }),
  scope: allowed,
  check: allowed,
  effectKey: () => null,
  repair: 'Strike it out.',
  onFailure: 'tell_model',
} as const;

/** The notes that writes touch, and every effect that took place, whoever recorded it. */
export async function createMachineTables(database: Database): Promise<void> {
  await database.query(sql`create table note (id text primary key, body text not null)`);
  await database.query(sql`insert into note values ('a', ''), ('b', '')`);
  await database.query(sql`create table effect (id bigserial primary key, text text not null, key text not null)`);
}

async function noteOf(note: string, { transaction }: ToolContext) {
  const [row] = await transaction.query<{ body: string }>(sql`select body from note where id = ${note}`);
  return { notes: { [note]: row?.body ?? null } };
}

/** A write to our own database: effect and record are one transaction. */
const writeNote = defineTool({
  ...shared,
  name: 'write_note',
  description: 'Writes to a note.',
  reversibility: 'reversible',
  delivery: 'transactional',
  target: ({ note }, context) => noteOf(note, context),
  summary: ({ note, text }) => Promise.resolve(`Write "${text}" to ${note}`),
  execute: async ({ note, text }, { transaction, idempotencyKey }) => {
    if (text.startsWith('refuse')) throw new ToolError({ message: 'No room left.', hint: '' });
    await transaction.query(sql`insert into effect (text, key) values (${text}, ${idempotencyKey})`);
    await transaction.query(sql`update note set body = ${text} where id = ${note}`);
    return { text };
  },
});

/** A write outside that nobody can ask about: what breaks leaves open whether it took effect. */
const sendNote = defineTool({
  ...shared,
  name: 'send_note',
  description: 'Sends a note.',
  reversibility: 'irreversible',
  delivery: 'at_most_once',
  preview: async ({ note, text }, context) => ({
    before: await noteOf(note, context),
    after: { sent: { [note]: text } },
  }),
  summary: ({ note, text }) => Promise.resolve(`Send "${text}" about ${note}`),
  execute: async ({ text }, { transaction, idempotencyKey }) => {
    if (text.startsWith('refuse')) throw new ToolError({ message: 'The other side said no.', hint: '' });
    if (text.startsWith('break')) throw new Error('The connection broke before anything was sent.');
    await transaction.query(sql`insert into effect (text, key) values (${text}, ${idempotencyKey})`);
    if (text.startsWith('lose')) throw new Error('The connection broke after it was sent.');
    return { text };
  },
});

export const machineAgent: Agent = {
  name: 'machine',
  title: 'Machine',
  instructions: 'You write and send notes.',
  tools: [writeNote, sendNote],
  limits: { ...defaultRunLimits, maxPendingPerUserHour: 100_000 },
};

export interface Wish {
  tool: 'write_note' | 'send_note';
  note: 'a' | 'b';
  text: string;
}

/** A message that makes the model ask for these calls in its first turn. */
export function messageOf(wishes: readonly Wish[]): string {
  return `Wishes ${Buffer.from(JSON.stringify(wishes)).toString('base64url')}.`;
}

export const machineModels: ModelCatalog = scriptedCatalog(({ messages }): ModelBlock[] => {
  const [, text = ''] =
    /Wishes ([\w-]+)\./.exec(JSON.stringify(messages.at(-1)?.role === 'user' ? messages : [])) ?? [];
  if (messages.some(({ role }) => role === 'assistant')) return [{ type: 'text', text: 'Done.' }];
  const wishes = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Wish[];
  return wishes.map(({ tool, ...args }, index) => {
    return { type: 'tool_use', id: `use_${index}`, name: tool, inputText: JSON.stringify(args) };
  });
});
