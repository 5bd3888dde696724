import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from './random';

/** What a system outside is asked to do. With `key` it does the same thing at most once. */
const request = z.object({
  ref: z.string(),
  amount: z.int(),
  key: z.string().optional(),
  reference: z.string().optional(),
  sender: z.int(),
});

/** The processes that wait for an answer. */
export const inHand = z.object({ senders: z.array(z.int()) });

/** Something the outside system did. */
export const effect = z.object({
  ref: z.string(),
  amount: z.int(),
  reference: z.string().optional(),
  at: z.number(),
});
export type Effect = z.infer<typeof effect>;

/** The ledger as it is told: every effect, and how many requests were repeats that its keys caught. */
export const ledger = z.object({ effects: z.array(effect), caughtRepeats: z.int() });
export type Ledger = z.infer<typeof ledger>;

/**
 * A system outside with a ledger of its own. It takes its time before and after it acts, so that whoever asks it can
 * die in between, and now and then refuses to do anything with a 503. `slowMs` is the longest it takes to answer.
 */
export async function startReceiver(chance: Chance, slowMs: number): Promise<{ url: string }> {
  const effects: Effect[] = [];
  const byKey = new Map<string, Effect>();
  const senders: number[] = [];
  let caughtRepeats = 0;
  const act = async (incoming: IncomingMessage) => {
    const { sender, ...wanted } = request.parse(JSON.parse(await text(incoming)));
    senders.push(sender);
    try {
      return await carryOut(wanted);
    } finally {
      senders.splice(senders.indexOf(sender), 1);
    }
  };
  const carryOut = async ({ key, ...wanted }: Omit<z.infer<typeof request>, 'sender'>) => {
    await wait(chance.between(0, 40));
    if (chance.next() < 0.01) return { status: 503, body: {} };
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) caughtRepeats += 1;
    const done = known ?? { ...wanted, at: Date.now() };
    if (!known) effects.push(done);
    if (key !== undefined) byKey.set(key, done);
    await wait(chance.between(0, slowMs));
    return { status: 200, body: done };
  };
  const answer = async (incoming: IncomingMessage) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    if (incoming.method === 'POST' && pathname === '/effects') return act(incoming);
    if (pathname === '/in-hand') return { status: 200, body: { senders } satisfies z.infer<typeof inHand> };
    const [ref, reference] = ['ref', 'reference'].map((name) => searchParams.get(name));
    if (pathname === '/effects') {
      const found = effects.filter((one) => one.ref === ref || (reference !== null && one.reference === reference));
      return { status: 200, body: { effects: found, caughtRepeats } satisfies Ledger };
    }
    return { status: 200, body: { effects, caughtRepeats } satisfies Ledger };
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming).then(
      ({ status, body }) =>
        outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => outgoing.writeHead(400).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
