import { beforeAll, expect, it } from 'vitest';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { getRun } from '@/lib/services/runs/get-run';
import { startRun } from '@/lib/services/runs/start-run';
import { blocksOf, type MessagesRequest } from '@/lib/testing/message-rules';
import { scriptedTurns, startScriptedModelServer, type ScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { anthropicCatalog } from '../../fixtures/anthropic-catalog';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { executionOf } from '../../fixtures/undo';
import { atEnd } from '../../support/at-end';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const call = (name: string, input: object) => ({ toolUses: [{ name, input }] });
const turns = [
  call('read_note', { id: 'a' }),
  call('pin_note', { text: 'one' }),
  call('append_note', { id: 'a', text: 'more' }),
  call('post_note', { text: 'never' }),
  call('read_note', { id: 'b' }),
  call('read_note', { id: 'b' }),
  { toolUses: [...'abab'].map((id) => ({ name: 'read_note', input: { id } })) },
  ...Array.from({ length: 13 }, (_, at) => call('read_note', { id: at % 2 === 0 ? 'a' : 'b' })),
  { text: 'All is noted.' },
];

let app: Application;
let server: ScriptedModelServer;
let mia: TestPerson;
let ravi: TestPerson;

beforeAll(async () => {
  server = await startScriptedModelServer(scriptedTurns(turns));
  atEnd(() => server.close());
  const limits = { ...defaultRunLimits, maxSteps: 50, maxStepsWithoutProgress: 50 };
  app = await createTestApplication([{ ...notesAgent, limits }], {
    ANTHROPIC_API_KEY: 'test',
    ANTHROPIC_BASE_URL: server.url,
  });
  await createNotes(app.database);
  startTestEngine(app, anthropicCatalog(app));
  [mia, ravi] = [await createPerson(app, 'user'), await createPerson(app, 'reviewer')];
});

it('each call of a run begins on the wire with what the call before had written into the cache', async () => {
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Keep my notes.', route: 'agent' });
  const waiting = async () => {
    await settled(app, mia, runId);
    const proposal = (await proposalsOf(app, ravi, runId)).find(({ status }) => status === 'pending');
    if (!proposal) throw new Error('Nothing waits.');
    return proposal;
  };
  const pin = await waiting();
  await approve(app, ravi, pin);
  const { id, version, viewHash } = await waiting();
  // What the run did before is undone while it waits: its old messages must not tell of it.
  const pinned = (await proposalsOf(app, ravi, runId)).find((one) => one.id === pin.id);
  await revertExecution(app, ravi, executionOf(pinned ?? pin).id);
  const args = { id: 'a', text: 'less' };
  await decideProposal(app, ravi, id, { verdict: 'edit', version, viewHash, args, reason: 'shorter' });
  const post = await waiting();
  await decideProposal(app, ravi, post.id, {
    verdict: 'reject',
    version: post.version,
    viewHash: post.viewHash,
    reason: 'not outside',
  });
  const run = await settled(app, mia, runId);
  expect(run.status).toBe('succeeded');
  expect(server.requests).toHaveLength(turns.length);

  const written = server.requests.map(cachedBytes);
  const whole = server.requests.map(allBytes);
  expect(written.slice(0, -1).filter((bytes, at) => !whole[at + 1]?.startsWith(bytes))).toEqual([]);
  for (const request of server.requests)
    expect(JSON.stringify(request).match(/cache_control/g)?.length).toBeLessThan(5);
  // The call finds by its own breakpoint what the one before wrote, however many blocks the turn had.
  for (const [at, request] of server.requests.entries()) {
    if (at > 0) expect(breakpointsOf(request).at(-2)).toBe(breakpointsOf(server.requests[at - 1]).at(-1));
  }
  const last = JSON.stringify(server.requests.at(-1)?.messages.at(-1));
  expect(last).toContain(`was undone by ${ravi.name}`);
  expect(last).toContain('rejected: ');
});

it('keeps with each step what its prompt was made of', async () => {
  const [{ id = '' } = {}] = await app.database.query<{ id: string }>(sql`select id from run`);
  const { steps } = await getRun(app, mia, id);
  expect(steps.map(({ context }) => context?.alert)).toEqual(steps.map(() => false));
  const sizes = steps.map(({ context }) => context?.tokens.results ?? -1);
  expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  expect(steps.at(-1)?.context?.tokens.state).toBeGreaterThan(0);
});

/** The prompt's blocks in the order the provider reads them, without the marks themselves. */
function blocksIn({ tools = [], system, messages }: MessagesRequest): { text: string; marked: boolean }[] {
  const ofMessages = messages.flatMap((message) =>
    blocksOf(message).map((block) => ({ role: message.role, ...block })),
  );
  return [...tools, ...[system].flat(), ...ofMessages].map((block) => {
    const { cache_control: mark, ...content } = block as Record<string, unknown>;
    return { text: JSON.stringify(content), marked: mark !== undefined };
  });
}

function allBytes(request: MessagesRequest): string {
  return blocksIn(request)
    .map(({ text }) => text)
    .join('\n');
}

/** Where the cache is written or looked for, in blocks from the beginning. */
function breakpointsOf(request: MessagesRequest | undefined): number[] {
  return request ? blocksIn(request).flatMap(({ marked }, at) => (marked ? [at] : [])) : [];
}

function cachedBytes(request: MessagesRequest): string {
  const blocks = blocksIn(request).slice(0, (breakpointsOf(request).at(-1) ?? -1) + 1);
  return blocks.map(({ text }) => text).join('\n');
}
