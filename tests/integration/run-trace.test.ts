import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { countRuns } from '@/lib/services/runs/count-runs';
import { getRunRecord, getRunTrace } from '@/lib/services/runs/get-run-trace';
import { listRuns } from '@/lib/services/runs/list-runs';
import { getRunPrompt } from '@/lib/services/runs/read-prompts';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createRun } from '../support/records';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let script: ReturnType<typeof inTurn>;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  startTestEngine(
    app,
    scriptedCatalog((request) => script(request)),
  );
});

async function ask(...turns: Parameters<typeof inTurn>): Promise<string> {
  script = inTurn(...turns);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please do it.', route: 'agent' });
  await settled(app, mia, runId);
  return runId;
}

describe('the trace of a run', () => {
  it('says which layer refused a call, who decided on another, and what came of it', async () => {
    const runId = await ask(
      [use('no_such_tool', {}), use('append_note', { id: 'a' }), use('append_note', { id: 'none', text: 'x' })],
      [use('append_note', { id: 'a', text: 'more' })],
      [say('Done.')],
    );
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('Nothing was proposed.');
    await approve(app, ravi, proposal);
    await settled(app, mia, runId);
    const trace = await getRunTrace(app, ravi, runId);
    expect(trace.calls.map(({ status, refusedBy }) => [status, refusedBy])).toEqual([
      ['refused', 'intake'],
      ['refused', 'schema'],
      ['refused', 'semantic'],
      ['succeeded', undefined],
    ]);
    expect(trace.calls[3]?.proposals).toMatchObject([
      {
        status: 'approved',
        decisions: [{ verdict: 'approve', actor: { id: ravi.userId } }],
        executions: [{ status: 'succeeded', undoes: false }],
      },
    ]);
    const [first, second] = trace.steps;
    expect(first?.prompt?.shared).toBe(0);
    expect(first?.prompt?.parts.slice(0, 3).map(({ kind }) => kind)).toEqual(['system', 'tools', 'user']);
    expect(second?.prompt?.shared).toBeGreaterThanOrEqual(2);
    const fresh = await getRunPrompt(app, ravi, runId, { step: 1, from: second?.prompt?.shared ?? 0 });
    expect(fresh.join()).toContain('no_such_tool');
    expect(fresh).toHaveLength((second?.prompt?.parts.length ?? 0) - (second?.prompt?.shared ?? 0));
  });

  it('is kept whole, and shows whoever asked no prompts', async () => {
    const runId = await ask([use('read_note', { id: 'a' })], [say('Read.')]);
    const own = await getRunRecord(app, mia, runId);
    expect(own).toMatchObject({ run: { id: runId }, modelCalls: [] });
    expect(own.prompts).toBeUndefined();
    expect((await getRunTrace(app, mia, runId)).steps.every(({ prompt }) => prompt === undefined)).toBe(true);
    await expect(getRunPrompt(app, mia, runId, { step: 0, from: 0 })).rejects.toMatchObject({ code: 'forbidden' });
    const full = await getRunRecord(app, ravi, runId);
    expect(full.events.at(-1)?.type).toBe('run.finished');
    const sent = full.prompts?.steps.flat() ?? [];
    expect(sent.map((hash) => typeof full.prompts?.parts[hash])).toEqual(sent.map(() => 'string'));
    expect(full.prompts?.parts[sent[0] ?? '']).toContain(notesAgent.instructions);
    const stranger = await createPerson(app, 'user');
    await expect(getRunTrace(app, stranger, runId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells reviewers, and nobody else, what checks found, what guided it and what was told of the business', async () => {
    const runId = await ask([use('append_note', { id: 'a', text: 'more' })], [say('Done.')]);
    const [proposal] = await proposalsOf(app, ravi, runId);
    if (!proposal) throw new Error('Nothing was proposed.');
    const finding = { kind: 'second_check', quote: '', at: 0, why: 'It does not agree.', hint: '' };
    await app.database.query(sql`
      update proposal set findings = ${JSON.stringify([finding])}::jsonb, args = '{"id":"a","text":"less"}'
      where id = ${proposal.id}`);
    await app.database.query(sql`update run set guidance = 'Ask first.', model_waits = 3 where id = ${runId}`);
    await app.database.query(sql`
      insert into business_event (id, source, run_id, agent, tool, name, data)
      values (${runId}, 'tool', ${runId}, 'notes', 'append_note', 'note_grew', '{"by": 4}')`);
    const trace = await getRunTrace(app, ravi, runId);
    expect(trace).toMatchObject({ route: 'agent', guidance: 'Ask first.', modelWaits: 3 });
    expect(trace.businessEvents).toMatchObject([{ source: 'tool', name: 'note_grew', data: { by: 4 } }]);
    expect(trace.calls[0]?.proposals[0]).toMatchObject({ findings: [finding], editedArgs: { id: 'a', text: 'less' } });
    expect((await getRunRecord(app, ravi, runId)).surroundings.businessEvents).toHaveLength(1);
    const own = await getRunTrace(app, mia, runId);
    expect(own).toMatchObject({ businessEvents: [], modelCalls: [], modelWaits: 3 });
    expect(own.guidance).toBeUndefined();
    expect(own.calls[0]?.proposals[0]?.findings).toEqual([]);
  });

  it('stays small however long the outputs are', async () => {
    const { id } = await createRun(app, mia, { status: 'succeeded' });
    const output = JSON.stringify('x'.repeat(65_536));
    await app.database.query(sql`
      insert into step (run_id, index, model, prompt_parts, blocks, stop_reason, notes, input_tokens, output_tokens,
                        cache_read_tokens, cache_write_tokens, cost_usd, latency_ms, started_at)
      select ${id}, n, 'scripted', '{}', '[]', 'tool_use', '{}', 1, 1, 0, 0, 0, 1, now() from generate_series(0, 39) n`);
    await app.database.query(sql`
      insert into tool_call (id, run_id, step_index, index, tool_use_id, name, input_text, args, status, output, settled_at)
      select ${id} || n, ${id}, n, 0, 'use_' || n, 'read_note', '{}', '{}', 'succeeded', ${output}, now()
      from generate_series(0, 39) n`);
    const trace = await getRunTrace(app, ravi, id);
    expect(trace.calls).toHaveLength(40);
    expect(trace.calls[7]?.output?.characters).toBe(output.length);
    expect(JSON.stringify(trace).length).toBeLessThan(200_000);
    expect(JSON.stringify(await getRunRecord(app, ravi, id)).length).toBeGreaterThan(40 * 65_536);
  });
});

describe('the list of runs', () => {
  it('is narrowed by time, tool and person, and counted by the hour', async () => {
    const [read, wrote] = [await ask([use('read_note', { id: 'a' })]), await ask([say('Nothing to do.')])];
    const day = '2026-03-04T00:00:00.000Z';
    await app.database.query(sql`update run set created_at = '2026-03-04T15:20:00Z' where id = ${read}`);
    await app.database.query(sql`update run set created_at = '2026-03-04T16:00:00Z' where id = ${wrote}`);
    const ids = async (filter: Partial<Parameters<typeof listRuns>[2]>) =>
      (await listRuns(app, ravi, { limit: 10, ...filter })).items.map(({ id }) => id);
    const three = { since: '2026-03-04T15:00:00Z', until: '2026-03-04T16:00:00Z' };
    expect(await ids(three)).toEqual([read]);
    const both = { since: day, until: '2026-03-05T00:00:00Z' };
    expect(await ids(both)).toEqual([wrote, read]);
    expect(await ids({ ...both, tool: 'read_note' })).toEqual([read]);
    expect(await ids({ ...both, user: mia.email.slice(0, 12).toUpperCase() })).toEqual([wrote, read]);
    expect(await ids({ ...both, user: 'nobody of this name' })).toEqual([]);
    await app.database.query(sql`update run set reason = 'no_progress' where id = ${wrote}`);
    expect(await ids({ ...both, reason: 'repeated_call,no_progress' })).toEqual([wrote]);
    expect(await ids({ ...both, reason: 'repeated_call' })).toEqual([]);
    const { items } = await countRuns(app, ravi, { ...both, parts: 24 });
    expect(items.map((count, hour) => [hour, count]).filter(([, count]) => count !== 0)).toEqual([
      [15, 1],
      [16, 1],
    ]);
    await expect(countRuns(app, ravi, { since: both.until, until: both.since, parts: 2 })).rejects.toMatchObject({
      code: 'invalid_fields',
    });
  });
});
