import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { ModelError } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import { askAside } from '@/lib/engine/ask-aside';
import { advanceRun } from '@/lib/engine/run-loop';
import type { Actor, Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { foldSpend } from '@/lib/store/spend/fold-spend';
import { claimedRun } from '../../fixtures/claimed-run';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: Actor;
let ravi: Actor;
const dear: Agent = { ...notesAgent, name: 'ledger', tools: notesAgent.tools.map((tool) => ({ ...tool, cost: 0.01 })) };

beforeAll(async () => {
  app = await createTestApplication([dear, { ...dear, name: 'refused' }]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
});

const totals = async (agent: string) => {
  const [row] = await app.database.query<Record<'steps' | 'calls' | 'tools' | 'runs' | 'days', number>>(sql`
    select (select coalesce(sum(s.cost_usd), 0) from step s join run r on r.id = run_id where agent = ${agent}) as steps,
           (select coalesce(sum(c.cost_usd), 0) from model_call c join run r on r.id = run_id where agent = ${agent}) as calls,
           (select coalesce(sum(c.cost_usd), 0) from tool_call c join run r on r.id = run_id where agent = ${agent}) as tools,
           (select coalesce(sum(cost_usd), 0) from run where agent = ${agent}) as runs,
           (select coalesce(sum(cost_usd), 0) from (select cost_usd from spend where agent = ${agent}
              union all select cost_usd from spend_entry where agent = ${agent}) spent) as days`);
  if (!row) throw new Error('No totals.');
  return row;
};

it('has what an escalated run paid for nothing as a model call', async () => {
  const refused = new ModelError('rejected', 'The provider refused.', undefined, 0.25);
  const models = scriptedCatalog(() => refused);
  const { advance, record } = await claimedRun(app, mia, models, 'refused');
  await advanceRun(advance.ports, advance.claim, { signal: advance.signal, isStopping: () => false });
  expect(await settled(app, mia, record.id)).toMatchObject({ reason: 'model_unavailable', usage: { costUsd: 0.25 } });
  const { calls, runs, days } = await totals('refused');
  expect([calls, runs, days]).toEqual([0.25, 0.25, 0.25]);
});

it('adds up: steps, model calls beside them and tools are what their runs and days have', async () => {
  const question = { purpose: 'check', system: 'Check.', content: 'x', answer: z.object({ ok: z.boolean() }) } as const;
  const asking = await claimedRun(
    app,
    mia,
    scriptedCatalog(() => [say('no json')]),
    'ledger',
  );
  await askAside(asking.advance, asking.record, asking.agent, question);
  await app.database.query(sql`update run set status = 'queued' where id = ${asking.record.id}`);
  let refusals = 1;
  const models = scriptedCatalog(({ messages }) => {
    const answered = messages.filter(({ role }) => role === 'assistant').length;
    if (answered === 0 && refusals-- > 0) return new ModelError('unavailable', 'Away.', undefined, 0.05);
    return (
      [[use('read_note', { id: 'a' })], [use('append_note', { id: 'a', text: 'more' })], [say('Done.')]][answered] ?? []
    );
  });
  startTestEngine(app, models);
  const finish = async (id: string) => {
    await settled(app, mia, id);
    for (const proposal of await proposalsOf(app, ravi, id)) await approve(app, ravi, proposal);
    expect((await settled(app, mia, id)).status).toBe('succeeded');
  };
  await finish(asking.record.id);
  await finish((await startRun(app, mia, { agent: 'ledger', message: 'Please.', route: 'agent' })).runId);
  const before = await totals('ledger');
  expect(before.calls).toBeCloseTo(0.004);
  expect(before.tools).toBeCloseTo(0.04);
  expect(before.steps).toBeCloseTo(0.062);
  expect(before.runs).toBeCloseTo(before.steps + before.calls + before.tools);
  expect(before.days).toBeCloseTo(before.runs);
  await Promise.all([foldSpend(app.database), foldSpend(app.database), foldSpend(app.database)]);
  expect((await totals('ledger')).days).toBeCloseTo(before.runs);
  expect(
    await app.database.query(sql`select kind, name, calls from spend where agent = 'ledger' order by kind, name`),
  ).toEqual([
    { kind: 'act', name: 'scripted', calls: 6 },
    { kind: 'check', name: 'scripted', calls: 2 },
    { kind: 'tool', name: 'append_note', calls: 2 },
    { kind: 'tool', name: 'read_note', calls: 2 },
  ]);
});
