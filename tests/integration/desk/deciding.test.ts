import { beforeAll, describe, expect, it } from 'vitest';
import { bulkDecisionAnswer, proposalAnswer, type ProposalView } from '@/lib/api/contract/proposal';
import type { RunView } from '@/lib/api/contract/run';
import type { ModelBlock } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let script = inTurn();

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

const append = (text: string, id = 'a') => use('append_note', { id, text });
async function run(...turns: ModelBlock[][]): Promise<RunView> {
  script = inTurn(...turns);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'agent' });
  return settled(app, mia, runId);
}
const proposed = async (...turns: ModelBlock[][]) => proposalsOf(app, ravi, (await run(...turns)).id);
const seen = ({ id, version, viewHash }: ProposalView) => ({ id, version, viewHash });
const look = async ({ id }: { id: string }) =>
  proposalAnswer.parse(await (await api('GET', `/proposals/${id}`, { headers: ravi.token })).json()).proposal;
const decide = (proposal: ProposalView, body: object) =>
  api('POST', `/proposals/${proposal.id}/decisions`, {
    headers: ravi.token,
    body: { version: proposal.version, viewHash: proposal.viewHash, ...body },
  });
const bulk = (body: object, headers = {}) =>
  api('POST', '/bulk-decisions', { headers: { ...ravi.token, ...headers }, body });
const first = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error('Nothing was proposed.');
  return item;
};

describe('a rejection', () => {
  it('keeps its codes to count and gives the model their words with the person’s own', async () => {
    const proposal = first(await proposed([append('one')]));
    const response = await decide(proposal, {
      verdict: 'reject',
      reasonCodes: ['wrong_amount', 'already_done'],
      reason: 'See the note of Monday.',
    });
    expect(response.status).toBe(200);
    const words = 'Wrong amount or item. Already done. See the note of Monday.';
    const { decisions, runId } = await look(proposal);
    expect(decisions).toMatchObject([{ reason: words, reasonCodes: ['wrong_amount', 'already_done'] }]);
    const [call] = await app.database.query<{ error: string }>(
      sql`select error from tool_call where run_id = ${runId}`,
    );
    expect(call?.error).toContain(words);
  });

  it('needs a code or words, and knows no other codes', async () => {
    const proposal = first(await proposed([append('two')]));
    for (const body of [{}, { reasonCodes: [] }, { reasonCodes: ['because'] }]) {
      expect((await decide(proposal, { verdict: 'reject', ...body })).status).toBe(422);
    }
    expect((await decide(proposal, { verdict: 'reject', reasonCodes: ['not_requested'] })).status).toBe(200);
  });

  it('is not answered by the very same call: it is refused in code, however its arguments are written', async () => {
    const again: ModelBlock = {
      type: 'tool_use',
      id: 'again',
      name: 'append_note',
      inputText: '{"text":"no", "id":"a"}',
    };
    const proposals = await proposed([append('no')], [again], [append('no', 'b')]);
    await decide(first(proposals), { verdict: 'reject', reason: 'No.' });
    const { runId } = first(proposals);
    await settled(app, mia, runId ?? '');
    const all = await proposalsOf(app, ravi, runId ?? '');
    expect(all.map(({ args, status }) => [args['id'], status])).toEqual([
      ['a', 'rejected'],
      ['b', 'pending'],
    ]);
    const [refused] = await app.database.query<{ error: string; status: string }>(sql`
      select status, error from tool_call where run_id = ${runId} and tool_use_id = 'again'`);
    expect(refused).toMatchObject({
      status: 'refused',
      error: expect.stringContaining('rejected this very call') as string,
    });
  });

  it('is shown beside what the agent proposes in its place, on the same record only, and three escalate', async () => {
    const turns = ['first', 'second', 'third'].map((text) => [append(text)]);
    let { id, ...state } = await run(...turns);
    for (const [index, text] of ['first', 'second', 'third'].entries()) {
      const current = (await proposalsOf(app, ravi, id)).find(({ status }) => status === 'pending');
      if (!current) throw new Error('Nothing waits.');
      expect(current.args['text']).toBe(text);
      if (index === 0) expect(current.revises).toBeUndefined();
      else {
        expect(current.revises).toMatchObject({
          revision: index + 1,
          args: { text: turns[index - 1] && ['first', 'second', 'third'][index - 1] },
          reason: `Not ${['first', 'second', 'third'][index - 1]}.`,
          rejectedBy: { name: ravi.name },
        });
      }
      await decide(current, { verdict: 'reject', reason: `Not ${text}.` });
      ({ id, ...state } = await settled(app, mia, id));
    }
    expect(state).toMatchObject({ status: 'escalated', reason: 'rejected_too_often' });
    const elsewhere = await proposed([append('here')], [append('there', 'b')]);
    await decide(first(elsewhere), { verdict: 'reject', reason: 'Not here.' });
    await settled(app, mia, first(elsewhere).runId ?? '');
    const other = (await proposalsOf(app, ravi, first(elsewhere).runId ?? '')).find(
      ({ status }) => status === 'pending',
    );
    expect(other?.args['id']).toBe('b');
    expect(other?.revises).toBeUndefined();
  });
});

describe('POST /bulk-decisions', () => {
  it('decides each by itself, as it was seen, and says of each what became of it', async () => {
    const [a, b] = [first(await proposed([append('bulk a')])), first(await proposed([append('bulk b', 'b')]))];
    const own = await createPerson(app, 'reviewer');
    await app.database.query(sql`update proposal set requester_id = ${own.userId} where id = ${b.id}`);
    const stale = first(await proposed([append('bulk c', 'b')]));
    const proposals = [
      seen(a),
      seen(b),
      { ...seen(stale), viewHash: 'older' },
      { id: 'none', version: 1, viewHash: 'x' },
    ];
    const headers = { ...own.token, 'idempotency-key': 'bulk' };
    const send = () => bulk({ verdict: 'approve', proposals }, headers);
    const { results } = bulkDecisionAnswer.parse(await (await send()).json());
    expect(results.map(({ status, problem }) => status ?? problem?.code)).toEqual([
      'approved',
      'self_review',
      'stale_version',
      'not_found',
    ]);
    expect(bulkDecisionAnswer.parse(await (await send()).json()).results).toEqual(results);
    expect((await look(a)).decisions).toHaveLength(1);
  });

  it('takes calls of one tool that can be undone, twenty at most, each once, and else decides nothing', async () => {
    const [reversible, irreversible] = [
      first(await proposed([append('x')])),
      first(await proposed([use('post_note', { text: 'x' })])),
    ];
    const twice = [seen(reversible), seen(reversible)];
    const many = Array.from({ length: 21 }, (_, index) => ({ id: `p${index}`, version: 1, viewHash: 'x' }));
    for (const proposals of [[seen(irreversible)], [seen(reversible), seen(irreversible)], twice, many, []]) {
      const response = await bulk({ verdict: 'approve', proposals });
      expect(response.status).toBe(422);
    }
    expect((await bulk({ verdict: 'reject', proposals: [seen(reversible)] })).status).toBe(422);
    expect((await look(reversible)).status).toBe('pending');
    const rejected = await bulk({ verdict: 'reject', reasonCodes: ['against_rules'], proposals: [seen(reversible)] });
    expect(bulkDecisionAnswer.parse(await rejected.json()).results).toEqual([
      { id: reversible.id, status: 'rejected' },
    ]);
  });
});
