import type { ModelBlock } from '@/lib/domain/model';
import type { OutsideTool } from '@/lib/domain/outside-agent';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { sql } from '@/lib/domain/sql';
import { proposeCall } from '@/lib/services/outside/propose-call';
import { registerAgent } from '@/lib/services/outside/register-agent';
import { startRun } from '@/lib/services/runs/start-run';
import { FROZEN_AGENT } from './agent';
import { use, type Trouble } from './model';
import type { FrozenWorld } from './world';

/** Brings an empty deployment into a state; what it still works with goes on until the state is stored. */
type Reach = (world: FrozenWorld) => Promise<() => Promise<void>>;

const OUTSIDE_AGENT = 'frozen-outside';
const HOLD_SECONDS = 8;
const append = (line: string) => use('append_line', { id: 'a', line }, `use_${line}`);
const stopped = () => Promise.resolve();

async function ask(world: FrozenWorld): Promise<void> {
  const input = { agent: FROZEN_AGENT, message: 'Please do it.', route: 'auto' } as const;
  await startRun(world.app, await world.person('user'), input);
}

/** A run whose writes wait for a person, with nobody working. */
async function propose(world: FrozenWorld, calls: ModelBlock[]): Promise<void> {
  const stop = world.work([calls]);
  await ask(world);
  await world.untilRun('awaiting');
  await stop();
}

const atTrouble =
  (turns: ModelBlock[][], trouble: Trouble, reached: (world: FrozenWorld) => Promise<unknown>): Reach =>
  async (world) => {
    const stop = world.work(turns, trouble);
    await ask(world);
    await reached(world);
    return stop;
  };

/** Approved, sent, received, and never answered. */
const inMidSending =
  (tool: string): Reach =>
  async (world) => {
    await propose(world, [use(tool, { text: 'hello' })]);
    world.outside.answers = false;
    await world.decide('approve');
    const stop = world.work([]);
    await world.untilExecution('dispatching');
    return stop;
  };

/** Every state that later releases must carry on, by name. */
export const states: Record<string, Reach> = {
  queued: async (world) => {
    await ask(world);
    return stopped;
  },
  'running-lease-expired': atTrouble([[use('read_page', { id: 'a' })]], 'hangs', (world) =>
    world.until(sql`select from run_event where type = 'step.started' and data ->> 'step' = '1'`),
  ),
  'awaiting-pending': async (world) => {
    await propose(world, [append('one')]);
    return stopped;
  },
  'approved-ready': async (world) => {
    await propose(world, [append('one')]);
    await world.decide('approve');
    return stopped;
  },
  'group-partly-decided': async (world) => {
    await propose(world, [append('one'), append('two'), append('three')]);
    await world.decide('approve');
    return stopped;
  },
  'dispatching-at-most-once': inMidSending('send_once'),
  'dispatching-idempotent': inMidSending('send_keyed'),
  'parked-dead-letter': atTrouble([], 'breaks', (world) => world.untilRun('parked')),
  escalated: atTrouble([], 'refuses', (world) => world.untilRun('escalated')),
  held: async (world) => {
    const author = await world.person('admin');
    const body = JSON.stringify({ ...defaultPolicyBody, holdSeconds: HOLD_SECONDS });
    await world.app.database.query(sql`
      insert into policy_version (tool, version, body, author_id, reason)
      values ('append_line', 1, ${body}::jsonb, ${author.userId}, 'So that an approval can be taken back.')`);
    await propose(world, [append('one')]);
    await world.decide('approve');
    return stopped;
  },
  'outside-proposal-pending': async (world) => {
    const tool: OutsideTool = {
      name: 'refund',
      description: 'Refunds an order.',
      inputSchema: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
      reversibility: 'irreversible',
    };
    const registration = { name: OUTSIDE_AGENT, owner: 'Billing', purpose: 'Pays money back.', tools: [tool] };
    await registerAgent(world.app, await world.person('admin'), registration);
    const call = { agent: OUTSIDE_AGENT, tool: 'refund', args: { order: 'A1' }, summary: 'Refund A1' };
    await proposeCall(world.app, { agent: OUTSIDE_AGENT }, call);
    await world.app.database.query(sql`update outside_agent set signing_secret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA'`);
    return stopped;
  },
};
