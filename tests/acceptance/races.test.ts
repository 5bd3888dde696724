import { beforeAll, expect, it } from 'vitest';
import { decisionAnswer, type ProposalView } from '@/lib/api/contract/proposal';
import { problem } from '@/lib/api/contract/problem';
import type { ModelRequest } from '@/lib/domain/model';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { startRun } from '@/lib/services/runs/start-run';
import { proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { ApiClient } from '../support/api-client';
import { concurrently } from '../support/batches';
import { startHttpApi, type HttpApi } from '../support/http-api';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';
import { atEnd } from '../support/at-end';

const ROUNDS = 50;
const ROUNDS_WITH_REJECTIONS = 5;
const RACERS = 100;

let app: Application;
let http: HttpApi;
let mia: TestPerson;
let ravi: TestPerson;
let racers: ApiClient[];

beforeAll(async () => {
  app = await createTestApplication([{ ...notesAgent, limits: { ...defaultRunLimits, maxPendingPerUserHour: 1000 } }]);
  await createNotes(app.database);
  await app.database.query(sql`insert into note select 'n' || i, 'first' from generate_series(0, 99) as i`);
  http = await startHttpApi();
  atEnd(() => http.close());
  startTestEngine(app, scriptedCatalog(appendOnce));
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  const people = await concurrently(Array.from({ length: 20 }), 5, () => createPerson(app, 'reviewer'));
  racers = people.map(({ token }) => new ApiClient(http.url, token.authorization?.split(' ')[1] ?? ''));
});

/** Proposes one append to the note that the message names, then ends. */
function appendOnce({ messages }: ModelRequest) {
  const note = JSON.stringify(messages).match(/note <(\w+)>/)?.[1] ?? '';
  return messages.length > 1 ? [say('Done.')] : [use('append_note', { id: note, text: 'proposed' })];
}

/** A proposal that waits, on a note that no other round touches. */
async function propose(note: string): Promise<ProposalView> {
  const { runId } = await startRun(app, mia, { agent: 'notes', message: `Append to note <${note}>.`, route: 'auto' });
  await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, ravi, runId);
  if (!proposal) throw new Error(`Nothing was proposed for ${note}.`);
  return proposal;
}

type Verdict = 'approve' | 'edit' | 'reject';

/** All racers decide at once, each in their own way; gives the winner's verdict and the statuses of all. */
async function race(proposal: ProposalView, verdicts: readonly Verdict[]) {
  const { id, version, viewHash } = proposal;
  const answers = await Promise.all(
    Array.from({ length: RACERS }, async (_, index) => {
      const verdict = verdicts[index % verdicts.length] ?? 'approve';
      const words = {
        approve: {},
        edit: { args: { ...proposal.args, text: `edited ${index}` } },
        reject: { reason: 'No.' },
      };
      const racer = racers[(index * 7) % racers.length];
      const response = await racer?.send(`/proposals/${id}/decisions`, {
        method: 'POST',
        body: { verdict, version, viewHash, ...words[verdict] },
      });
      return { status: response?.status, body: await response?.json() };
    }),
  );
  const won = answers.filter(({ status }) => status === 200);
  const lost = answers.filter(({ status }) => status === 409);
  expect([won.length, lost.length]).toEqual([1, RACERS - 1]);
  expect(lost.every(({ body }) => problem.parse(body).code === 'already_decided')).toBe(true);
  return decisionAnswer.parse(won[0]?.body).decision;
}

/** What a decided proposal left behind, counted where nothing could be hidden. */
async function traces(id: string) {
  const [counts] = await app.database.query<{
    executions: number;
    decisions: number;
    entries: number;
    dispatched: number;
  }>(sql`
    select (select count(*) from execution where proposal_id = ${id}) as executions,
           (select count(*) from decision where proposal_id = ${id}) as decisions,
           (select count(*) from audit_entry where action = 'proposal.decided' and subject ->> 'proposalId' = ${id}) as entries,
           (select count(*) from audit_entry where action = 'execution.dispatched' and subject ->> 'proposalId' = ${id}) as dispatched`);
  return counts;
}

async function raceRounds(rounds: number, prefix: string, verdicts: readonly Verdict[]): Promise<Verdict[]> {
  const notes = Array.from({ length: rounds }, (_, index) => `${prefix}${index}`);
  const proposals = await concurrently(notes, 4, propose);
  const winners: Verdict[] = [];
  for (const [index, proposal] of proposals.entries()) {
    const { verdict, args } = await race(proposal, verdicts);
    winners.push(verdict as Verdict);
    const ran = verdict === 'reject' ? 0 : 1;
    await settled(app, mia, proposal.runId ?? '');
    expect(await traces(proposal.id)).toEqual({ executions: ran, decisions: 1, entries: 1, dispatched: ran });
    const text = verdict === 'edit' ? (args as { text: string }).text : 'proposed';
    const [note] = await app.database.query<{ body: string }>(sql`select body from note where id = ${notes[index]}`);
    expect(note?.body).toBe(ran ? `first ${text}` : 'first');
    expect((await getProposal(app, ravi, proposal.id)).status).toBe(ran ? 'approved' : 'rejected');
  }
  return winners;
}

it(`lets one of ${RACERS} decisions at once win, and runs it once, in each of ${ROUNDS} rounds`, async () => {
  const winners = await raceRounds(ROUNDS, 'n', ['approve', 'edit']);
  const edits = winners.filter((verdict) => verdict === 'edit').length;
  console.log(`races: ${ROUNDS} rounds of ${RACERS} decisions, won by ${ROUNDS - edits} approvals and ${edits} edits`);
});

it('runs nothing when it is a rejection that wins', async () => {
  const winners = await raceRounds(ROUNDS_WITH_REJECTIONS, 'n8', ['reject', 'reject', 'approve', 'edit']);
  expect(winners).toContain('reject');
});
