import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect } from 'vitest';
import type { DecisionInput } from '@/lib/api/contract/decision';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { sql } from '@/lib/domain/sql';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { expireProposals } from '@/lib/services/proposals/expire-proposals';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { revokeApproval } from '@/lib/services/proposals/revoke-approval';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { parkPoison } from '@/lib/store/runs/park-poison';
import { points } from '../failpoints/points';
import type { TestPerson } from '../people';
import type { Wish } from './agent';
import type { MachineWorld } from './world';

/** Something that happens to a deployment; the numbers pick what it happens to. */
type Happening = (world: MachineWorld, at: number, other: number) => Promise<unknown>;

const pending = sql`select id from proposal where status = 'pending' order by id`;
const anyProposal = sql`select id from proposal order by id`;
const anyRun = sql`select id from run order by id`;
const tools = ['write_note', 'send_note'] as const;

/** The proposal the numbers pick, as a reviewer sees it. */
async function shown(world: MachineWorld, at: number, from = pending): Promise<ProposalView | undefined> {
  const picked = await world.pick<{ id: string }>(at, from);
  return picked && getProposal(world.app, reviewer(world, 0), picked.id);
}

function reviewer({ reviewers }: MachineWorld, at: number): TestPerson {
  const person = reviewers[at % reviewers.length];
  if (!person) throw new Error('There are no reviewers.');
  return person;
}

const statusOf = async (world: MachineWorld, id: string) =>
  (await world.query<{ status: string }>(sql`select status from proposal where id = ${id}`))[0]?.status;

/** Decides what is shown; a refusal must leave it undecided, an acceptance must be seen. */
async function decide(world: MachineWorld, proposal: ProposalView, person: TestPerson, answer: Partial<DecisionInput>) {
  const input = {
    verdict: 'approve',
    version: proposal.version,
    viewHash: proposal.viewHash,
    ...answer,
  } as DecisionInput;
  const refusal = await world.attempt(() => decideProposal(world.app, person, proposal.id, input));
  const status = await statusOf(world, proposal.id);
  const allowed = {
    approve: ['approved', 'pending'],
    edit: ['approved', 'pending'],
    reject: ['rejected'],
    respond: ['rejected'],
  };
  if (!refusal) expect(allowed[input.verdict]).toContain(status);
  return refusal;
}

/** Decides the pending proposal that the numbers pick, when there is one. */
const deciding =
  (answer: (proposal: ProposalView, world: MachineWorld) => Partial<DecisionInput>, refused?: string): Happening =>
  async (world, at, other) => {
    const proposal = await shown(world, at);
    if (!proposal) return;
    const refusal = await decide(world, proposal, reviewer(world, other), answer(proposal, world));
    if (refused !== undefined) expect(refusal?.code, 'refused').toMatch(new RegExp(refused));
  };

const asking =
  (prefix: string, ...wanted: Wish['tool'][]): Happening =>
  (world, at) =>
    world.ask(
      wanted.map((tool, index) => ({ tool, note: (at + index) % 2 === 0 ? 'a' : 'b' })),
      prefix,
    );

const policy =
  (changes: Parameters<MachineWorld['setPolicy']>[1]): Happening =>
  (world, at) =>
    world.setPolicy(tools[at % tools.length] ?? 'write_note', changes);

const disable = (world: MachineWorld, at: number, disabled: boolean) =>
  world.query(sql`
    update app_user set disabled_at = case when ${disabled} then now() end where id = ${reviewer(world, at).userId}`);

/** By the admin, whom nothing that happens here disables. */
async function reconcile(world: MachineWorld, at: number) {
  const unknown = await world.pick<{ id: string; happened: boolean }>(
    at,
    sql`select id, exists (select from effect where key = idempotency_key) as happened
        from execution where status = 'unknown' order by id`,
  );
  if (!unknown) return;
  const answer = { happened: unknown.happened, evidence: 'I looked.' };
  expect(await world.attempt(() => reconcileExecution(world.app, world.admin, unknown.id, answer))).toBeUndefined();
  const again = await world.attempt(() => reconcileExecution(world.app, world.admin, unknown.id, answer));
  expect(again?.code).toBe('already_resolved');
}

async function resolveOne(
  world: MachineWorld,
  at: number,
  resolution: { outcome: 'close' | 'resume'; message?: string },
) {
  const item = await world.pick<{ id: string }>(
    at,
    sql`select id from inbox_item where kind = 'escalation' and status = 'pending' order by id`,
  );
  if (item) await resolveEscalation(world.app, world.admin, item.id, resolution);
}

/** Two things at once; each may lose, neither may break anything. */
const atOnce =
  (...both: Happening[]): Happening =>
  async (world, at, other) => {
    const outcomes = await Promise.allSettled(both.map((one) => one(world, at, other)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };

const workerStep: Happening = async (world) => {
  const claim = await world.claim();
  if (claim) await world.work(claim);
};

/** Everything that can happen, by name. */
export const happenings: Record<string, Happening> = {
  'ask for a write': asking('write', 'write_note'),
  'ask for a sending': asking('send', 'send_note'),
  'ask for a sending that breaks before': asking('break', 'send_note'),
  'ask for a sending that breaks after': asking('lose', 'send_note'),
  'ask for a sending that is refused': asking('refuse', 'send_note'),
  'ask for a write that can never be': asking('refuse', 'write_note'),
  'ask for two writes in a turn': asking('pair', 'write_note', 'write_note'),
  'ask for a write and a sending in a turn': asking('both', 'write_note', 'send_note'),
  'a worker takes a step': workerStep,
  'all workers take steps': async (world) => {
    for (let claim = await world.claim(); claim; claim = await world.claim()) await world.work(claim);
  },
  'a worker fails at a point': async (world, at) => {
    const claim = await world.claim();
    if (claim) await world.work(claim, points[at % points.length]);
  },
  'a worker falls silent': async (world) => {
    const claim = await world.claim();
    if (claim) await world.fallSilent(claim);
  },
  'a silent worker wakes': async (world) => {
    const claim = world.stale.shift();
    if (!claim) return;
    const rows = () =>
      world.query(sql`select id, status, last_seq from run where id = ${claim.runId} and fence <> ${claim.fence}`);
    const before = await rows();
    await world.work(claim);
    if (before.length > 0) expect(await rows(), 'a stale worker changed something').toEqual(before);
  },
  'poison is parked': async (world, at) => {
    const run = await world.pick<{ id: string }>(at, sql`select id from run where status = 'running' order by id`);
    if (!run) return;
    await world.query(sql`update run set attempts = 5, lease_until = now() - interval '1 second' where id = ${run.id}`);
    await parkPoison(world.app.database);
  },
  'a dead letter is retried': async (world, at) => {
    const run = await world.pick<{ id: string }>(at, sql`select id from run where status = 'parked' order by id`);
    if (run) await retryDeadLetter(world.app, world.admin, run.id);
  },
  approve: deciding(() => ({})),
  edit: deciding(({ args }, world) => ({ verdict: 'edit', args: { ...args, text: world.newText('edited') } })),
  reject: deciding(() => ({ verdict: 'reject', reason: 'No.' })),
  respond: deciding(() => ({ verdict: 'respond', message: 'Ask again.' })),
  'approve what was not seen': deciding(() => ({ viewHash: 'another' }), 'stale_version|expired|not_entitled'),
  'approve a version that is not': deciding(
    ({ version }) => ({ version: version + 1 }),
    'stale_version|expired|not_entitled',
  ),
  'edit to something invalid': deciding(
    () => ({ verdict: 'edit', args: { note: 'c', text: '' } }),
    'invalid_fields|expired|changed_since|not_entitled',
  ),
  'approve what one asked for': async (world, at) => {
    const proposal = await shown(world, at);
    if (proposal) expect((await decide(world, proposal, world.mia, {}))?.code).toMatch(/self_review|not_entitled/);
  },
  'decide what is decided': async (world, at, other) => {
    const proposal = await shown(world, at, sql`select id from proposal where status <> 'pending' order by id`);
    if (proposal)
      expect((await decide(world, proposal, reviewer(world, other), {}))?.code).toMatch(/already_decided|not_entitled/);
  },
  'repeat a decision whose answer was lost': async (world, at, other) => {
    const proposal = await shown(world, at);
    if (!proposal) return;
    const input = { verdict: 'approve' as const, version: proposal.version, viewHash: proposal.viewHash };
    const id = uuidv7();
    const again = () => world.attempt(() => decideProposal(world.app, reviewer(world, other), proposal.id, input, id));
    if ((await again()) === undefined) expect((await again())?.code).toBeUndefined();
  },
  revoke: async (world, at, other) => {
    const proposal = await shown(world, at, anyProposal);
    if (!proposal) return;
    const refusal = await world.attempt(() => revokeApproval(world.app, reviewer(world, other), proposal.id));
    if (!refusal) expect(await statusOf(world, proposal.id)).toBe('revoked');
  },
  'cancel a run': async (world, at) => {
    const run = await world.pick<{ id: string }>(at, anyRun);
    if (run) await world.attempt(() => cancelRun(world.app, world.mia, run.id));
  },
  expire: async (world, at) => {
    const proposal = await shown(world, at);
    if (!proposal) return;
    await world.query(sql`update proposal set expires_at = now() - interval '1 second' where id = ${proposal.id}`);
    await expireProposals(world.app);
    expect(await statusOf(world, proposal.id)).toBe('expired');
  },
  'decide what expired a moment ago': async (world, at, other) => {
    const proposal = await shown(world, at);
    if (!proposal) return;
    await world.query(sql`update proposal set expires_at = now() - interval '1 second' where id = ${proposal.id}`);
    expect((await decide(world, proposal, reviewer(world, other), {}))?.code).toMatch(/expired|not_entitled/);
    await expireProposals(world.app);
  },
  'the record drifts': (world, at) =>
    world.query(sql`update note set body = body || ${world.newText('drift')} where id = ${at % 2 === 0 ? 'a' : 'b'}`),
  'policy asks for two people': policy({ rules: [{ verdict: 'require_approval', approvals: 2 }] }),
  'policy asks for one person': policy({}),
  'policy lets it pass': policy({ rules: [{ verdict: 'auto' }] }),
  'policy forbids it': policy({ enabled: false }),
  'policy holds what is approved': policy({ holdSeconds: 600 }),
  'holds end': async (world) => {
    await world.query(
      sql`update execution set hold_until = now() - interval '1 second' where status = 'ready' and hold_until > now()`,
    );
    await world.query(
      sql`update run set run_at = now() - interval '1 second' where status = 'queued' and run_at > now()`,
    );
  },
  'an outcome is reconciled': reconcile,
  'an escalation is closed': (world, at) => resolveOne(world, at, { outcome: 'close' }),
  'an escalation is resumed': (world, at) => resolveOne(world, at, { outcome: 'resume', message: 'Go on.' }),
  'a reviewer is disabled': (world, at) => disable(world, at, true),
  'a reviewer is enabled': (world, at) => disable(world, at, false),
  'two people decide at once': async (world, at) => {
    const proposal = await shown(world, at);
    if (!proposal) return;
    const [first, second] = await Promise.all([
      decideProposal(world.app, reviewer(world, 0), proposal.id, {
        verdict: 'reject',
        reason: 'No.',
        version: proposal.version,
        viewHash: proposal.viewHash,
      }).catch((error: unknown) => error),
      decideProposal(world.app, reviewer(world, 1), proposal.id, {
        verdict: 'respond',
        message: 'Hm.',
        version: proposal.version,
        viewHash: proposal.viewHash,
      }).catch((error: unknown) => error),
    ]);
    expect([first, second].filter((outcome) => outcome instanceof Error).length).toBeGreaterThanOrEqual(1);
  },
  'a person decides while a worker works': atOnce(
    deciding(() => ({})),
    workerStep,
  ),
  'a person cancels while a worker works': atOnce(async (world, at) => {
    const run = await world.pick<{ id: string }>(at, anyRun);
    if (run) await world.attempt(() => cancelRun(world.app, world.mia, run.id));
  }, workerStep),
};

/** How often each thing really happened, over all sequences. */
export const counts = new Map<string, number>();

class Command implements fc.AsyncCommand<object, MachineWorld> {
  constructor(
    private readonly name: string,
    private readonly at: number,
    private readonly other: number,
  ) {}

  check(): boolean {
    return true;
  }

  async run(_model: object, world: MachineWorld): Promise<void> {
    await happenings[this.name]?.(world, this.at, this.other);
    counts.set(this.name, (counts.get(this.name) ?? 0) + 1);
    await world.check();
  }

  toString(): string {
    return `${this.name} (${this.at}, ${this.other})`;
  }
}

/** Sequences of what can happen; asking, deciding and working come up most. */
export function sequences(replayPath?: string) {
  const often = [
    'ask for a write',
    'ask for a sending',
    'a worker takes a step',
    'all workers take steps',
    'approve',
    'edit',
  ];
  const small = fc.nat({ max: 11 });
  const command = (name: string) => fc.tuple(small, small).map(([at, other]) => new Command(name, at, other));
  const all = [...Object.keys(happenings), ...often, ...often, ...often].map(command);
  return fc.commands(all, { size: '+1', maxCommands: 40, ...(replayPath === undefined ? {} : { replayPath }) });
}
