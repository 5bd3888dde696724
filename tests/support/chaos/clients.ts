import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { inboxPage, type InboxItem } from '@/lib/api/contract/inbox';
import { proposalAnswer, type ProposalView } from '@/lib/api/contract/proposal';
import { runAnswer, type RunView } from '@/lib/api/contract/run';
import { messageFor, type CourierDelivery } from './courier-agent';
import type { PatientClient } from './patient-client';
import type { Chance } from './random';
import { ledger } from './receiver';

/** Everybody who uses the deployment. */
export interface People {
  requesters: readonly PatientClient[];
  reviewers: readonly PatientClient[];
  admin: PatientClient;
}

/** What the clients know for certain, because an answer told them. */
export interface Told {
  runIds: string[];
  /** Decisions that were answered with 200, by the id they were given. */
  decisions: { proposalId: string; decisionId: string; verdict: string }[];
  deadLetters: number;
  reconciled: number;
  /** Set when there is no more patience for runs that do not end. */
  givenUp: boolean;
}

const POLL_MS = 150;
/** How long a person waits before they look whether something with an unknown outcome happened. */
const GRACE_MS = 1500;

/** One client: proposes payments, has them decided, and waits for the end of its run, over and over. */
export async function keepPaying(
  people: People,
  told: Told,
  chance: Chance,
  { goOn, name, deliveries }: { goOn: () => boolean; name: string; deliveries: readonly CourierDelivery[] },
) {
  for (let index = 0; goOn(); index += 1) {
    const payments = Array.from({ length: chance.next() < 0.2 ? 2 : 1 }, (_, position) => ({
      delivery: chance.pick(deliveries),
      ref: `${name}-${index}-${position}`,
      amount: chance.between(1, 900),
    }));
    const requester = chance.pick(people.requesters);
    const { run } = await requester.ask('/runs', runAnswer, {
      method: 'POST',
      headers: { 'idempotency-key': `${name}-${index}` },
      body: { agent: 'courier', message: messageFor(payments) },
    });
    told.runIds.push(run.id);
    await seeThrough(people, told, chance, requester, run.id);
  }
}

async function seeThrough(people: People, told: Told, chance: Chance, requester: PatientClient, runId: string) {
  const cancels = chance.next() < 0.03;
  while (!told.givenUp) {
    const { run } = await requester.ask(`/runs/${runId}`, runAnswer);
    if (run.finishedAt !== undefined) return;
    if (run.status === 'awaiting' && cancels) await requester.send(`/runs/${runId}/cancel`, { method: 'POST' });
    else if (run.status === 'awaiting') await decideAll(people, told, chance, run);
    else if (run.status === 'parked') {
      const { status } = await people.admin.send(`/dead-letters/${runId}/retry`, { method: 'POST' });
      if (status === 200) told.deadLetters += 1;
    } else await wait(POLL_MS);
  }
}

async function decideAll({ reviewers }: People, told: Told, chance: Chance, run: RunView): Promise<void> {
  const reviewer = chance.pick(reviewers);
  const waiting = `/inbox?status=pending&kind=proposal&runId=${run.id}&limit=100`;
  const { items } = await reviewer.ask(waiting, inboxPage);
  for (const { id } of items) {
    const { proposal } = await reviewer.ask(`/proposals/${id}`, proposalAnswer);
    const deciders = chance.next() < 0.1 ? [reviewer, chance.pick(reviewers)] : [reviewer];
    await Promise.all(deciders.map((decider) => decide(decider, told, proposal, verdictFrom(chance, proposal))));
  }
  if (items.length === 0) await wait(POLL_MS);
}

type Body = { verdict: string; args?: object; reason?: string; message?: string };

function verdictFrom(chance: Chance, { args }: ProposalView): Body {
  const dice = chance.next();
  if (dice < 0.8) return { verdict: 'approve' };
  if (dice < 0.9) return { verdict: 'edit', args: { ...args, amount: chance.between(1, 900) } };
  return dice < 0.96 ? { verdict: 'reject', reason: 'Not this one.' } : { verdict: 'respond', message: 'Ask again.' };
}

async function decide(reviewer: PatientClient, told: Told, proposal: ProposalView, body: Body): Promise<void> {
  const { id, version, viewHash } = proposal;
  const sent = { ...body, version, viewHash };
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await reviewer.send(`/proposals/${id}/decisions`, { method: 'POST', headers, body: sent });
  if (answer.status === 409) return;
  if (answer.status !== 200) throw new Error(`Deciding ${id}: ${answer.status} ${answer.text}`);
  const { decision } = answer.body as { decision: { id: string } };
  told.decisions.push({ proposalId: id, decisionId: decision.id, verdict: body.verdict });
}

/** A person who looks in the receiver's own books whether what nobody knows about happened, and says so. */
export async function keepReconciling({ reviewers }: People, told: Told, receiverUrl: string, goOn: () => boolean) {
  const [person] = reviewers;
  const firstSeen = new Map<string, number>();
  while (person && goOn()) {
    const { items } = await person.ask('/inbox?status=pending&kind=unknown_outcome&limit=100', inboxPage);
    for (const item of items) {
      const seen = firstSeen.get(item.id) ?? Date.now();
      firstSeen.set(item.id, seen);
      if (Date.now() - seen > GRACE_MS) await reconcile(person, told, receiverUrl, item);
    }
    await wait(2 * POLL_MS);
  }
}

async function reconcile(person: PatientClient, told: Told, receiverUrl: string, { id, title }: InboxItem) {
  const ref = title.split(' ').at(-1) ?? '';
  const answer = await fetch(`${receiverUrl}/effects?ref=${encodeURIComponent(ref)}`);
  const { effects } = ledger.parse(await answer.json());
  const body = { happened: effects.length > 0, evidence: `The receiver's books show ${effects.length} of ${ref}.` };
  const { status } = await person.send(`/executions/${id}/reconcile`, { method: 'POST', body });
  if (status === 200) told.reconciled += 1;
}
