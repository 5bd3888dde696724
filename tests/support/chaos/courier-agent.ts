import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import type { JsonObject } from '@/lib/domain/json';
import type { ModelBlock, ModelPort, ModelTurn } from '@/lib/domain/model';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { ModelCatalog } from '@/lib/engine/ports';
import { defineTool } from '@/lib/tools/define-tool';
import { ledger } from './receiver';

export const deliveries = ['transactional', 'idempotent', 'lookup', 'at_most_once'] as const;
export type CourierDelivery = (typeof deliveries)[number];

/** One payment a message asks for; `ref` names the effect, so that a second one can be told from a repeat. */
export interface Payment {
  delivery: CourierDelivery;
  ref: string;
  amount: number;
}

const input = z.object({ ref: z.string(), amount: z.int().min(1) });
const output = z.object({ ref: z.string(), amount: z.int() });
const allowed = () => Promise.resolve(null);

const shared = {
  description: 'Pays.',
  input,
  output,
  reversibility: 'compensable',
  scope: allowed,
  check: allowed,
  effectKey: () => null,
  repair: 'Ask for it back.',
  onFailure: 'tell_model',
} as const;

const summary = ({ ref, amount }: z.infer<typeof input>) => Promise.resolve(`Pay ${amount} for ${ref}`);

/** Our own ledger, for the delivery whose effect and record are one transaction. */
export const createCourierTable = sql`
  create table payment (id bigserial primary key, ref text not null, amount int not null, key text not null)`;

async function paidInOurLedger(ref: string, transaction: Transaction): Promise<JsonObject> {
  const [row] = await transaction.query<{ paid: number }>(sql`select count(*) as paid from payment where ref = ${ref}`);
  return { payments: { [ref]: row?.paid ?? 0 } };
}

const transactional = defineTool({
  ...shared,
  name: 'pay_transactional',
  delivery: 'transactional',
  summary,
  target: ({ ref }, { transaction }) => paidInOurLedger(ref, transaction),
  execute: async ({ ref, amount }, { transaction, idempotencyKey }) => {
    await transaction.query(sql`insert into payment (ref, amount, key) values (${ref}, ${amount}, ${idempotencyKey})`);
    return { ref, amount };
  },
});

/** An agent that pays through a system outside, with one tool for each class of delivery. */
export function courierAgent(receiverUrl: string): Agent {
  const pay = async (body: object, signal: AbortSignal) => {
    const sent = { ...body, sender: process.pid };
    const answer = await fetch(`${receiverUrl}/effects`, { method: 'POST', body: JSON.stringify(sent), signal });
    if (!answer.ok) throw new Error(`The receiver answered ${answer.status}.`);
    return output.parse(await answer.json());
  };
  const outside = {
    ...shared,
    summary,
    timeLimitSeconds: 3,
    preview: ({ ref, amount }: z.infer<typeof input>) =>
      Promise.resolve({ before: {}, after: { payments: { [ref]: { amount } } } }),
  };
  const idempotent = defineTool({
    ...outside,
    name: 'pay_idempotent',
    delivery: 'idempotent',
    keyWindowSeconds: 3600,
    execute: (args, { idempotencyKey, signal }) => pay({ ...args, key: idempotencyKey }, signal),
  });
  const lookup = defineTool({
    ...outside,
    name: 'pay_lookup',
    delivery: 'lookup',
    execute: (args, { idempotencyKey, signal }) => pay({ ...args, reference: idempotencyKey }, signal),
    lookup: async (_, { idempotencyKey, signal }) => {
      const answer = await fetch(`${receiverUrl}/effects?reference=${idempotencyKey}`, { signal });
      const [done] = ledger.parse(await answer.json()).effects;
      return done ? { output: output.parse(done) } : null;
    },
  });
  const atMostOnce = defineTool({
    ...outside,
    name: 'pay_at_most_once',
    delivery: 'at_most_once',
    execute: (args, { signal }) => pay(args, signal),
  });
  return {
    name: 'courier',
    title: 'Courier',
    instructions: 'You pay what you are told.',
    tools: [transactional, idempotent, lookup, atMostOnce],
    limits: { ...defaultRunLimits, maxPendingPerUserHour: 100_000 },
  };
}

/** A message that asks for these payments in one turn. */
export function messageFor(payments: readonly Payment[]): string {
  return `Pay: ${JSON.stringify(payments)}`;
}

/** A model in the worker's own process: it asks for the payments of the message, and then says that it is done. */
export const courierModels: ModelCatalog = {
  choose: () => ({ model: 'scripted', port: scripted }),
  fallback: () => null,
};

const scripted: ModelPort = {
  estimateCostUsd: () => 0,
  call: ({ messages }) => {
    const answered = messages.some(({ role }) => role === 'assistant');
    return Promise.resolve(turnOf(answered ? [{ type: 'text', text: 'Done.' }] : paymentsIn(JSON.stringify(messages))));
  },
};

function paymentsIn(conversation: string): ModelBlock[] {
  const [, escaped = '[]'] = /Pay: (\[.*?\])/.exec(conversation) ?? [];
  const payments = JSON.parse(JSON.parse(`"${escaped}"`) as string) as Payment[];
  return payments.map(({ delivery, ref, amount }) => ({
    type: 'tool_use',
    id: `use_${ref}`,
    name: `pay_${delivery}`,
    inputText: JSON.stringify({ ref, amount }),
  }));
}

function turnOf(blocks: ModelBlock[]): ModelTurn {
  const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const stopReason = blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
  return { model: 'scripted', blocks, stopReason, usage, costUsd: 0, latencyMs: 1 };
}
