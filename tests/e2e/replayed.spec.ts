import type { Page } from '@playwright/test';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { RunView } from '@/lib/api/contract/run';
import { defaultRunLimits, type RunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { segmentsOf, type NumberedCall } from '../fixtures/recorded-segments';
import { casesPath } from '../support/cases';
import { isRecordedOutput } from '../support/recorded-output';
import { readStoreDocuments, readTrajectories } from '../support/retail-cases';
import { expect, test } from './support/scripted';

test.use({ alone: 'replayed' });

/** It has reads, writes, refused calls and outputs of several thousand characters. */
const TRAJECTORY = 'tau1-retail-grok-3/task4/trial0';

const limits: RunLimits = {
  ...defaultRunLimits,
  maxSteps: 100,
  maxCostUsd: 100,
  maxActiveSeconds: 3600,
  maxStepsWithoutProgress: 100,
  maxRepeatedCalls: 100,
};

async function get<Answer>(page: Page, path: string): Promise<Answer> {
  const answer = await page.request.get(`/api/v1${path}`, { headers: { accept: 'application/json' } });
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as Answer;
}

/** Approves whatever the run proposes, until it has ended. */
async function approveAll(reviewer: Page, origin: string, runId: string): Promise<RunView> {
  for (;;) {
    const { run } = await get<{ run: RunView }>(reviewer, `/runs/${runId}`);
    if (!['queued', 'running', 'awaiting'].includes(run.status)) return run;
    for (const { proposalId } of run.toolCalls.filter(({ status }) => status === 'awaiting')) {
      const { proposal } = await get<{ proposal: ProposalView }>(reviewer, `/proposals/${proposalId}`);
      if (proposal.status !== 'pending') continue;
      const { version, viewHash, confirmation } = proposal;
      const typed = confirmation ? { typed: confirmation.value } : {};
      await reviewer.request.post(`/api/v1/proposals/${proposalId}/decisions`, {
        headers: { origin },
        data: { verdict: 'approve', version, viewHash, ...typed },
      });
    }
  }
}

test('the page of a recorded conversation shows every call and every output, and its search finds each', async ({
  desk,
  scripted,
}) => {
  test.skip(casesPath('tau/trajectories') === undefined, 'The recorded trajectories are not here. Set CASES_DIR.');
  test.setTimeout(300_000);
  const recorded = readTrajectories('tau1-retail-grok-3').find(({ trajectory_id }) => trajectory_id === TRAJECTORY);
  if (!recorded) throw new Error(`${TRAJECTORY} is not among the recordings.`);
  await scripted.change((database) =>
    database.transaction((transaction) => loadStore(transaction, readStoreDocuments())),
  );
  await scripted.query(sql`
    insert into agent_settings (agent, version, limits, enabled)
    values ('retail', 1, ${JSON.stringify(limits)}::json, true)`);
  const [ada, ravi] = [await desk.open('ada'), await desk.open('ravi')];
  let calls = 0;
  for (const { turns } of segmentsOf(recorded)) {
    const uses = turns.map((turn) => ({
      toolUses: turn.map(({ toolUseId: id, name, args: input }) => ({ id, name, input })),
    }));
    const started = await ada.request.post('/api/v1/runs', {
      headers: { origin: scripted.url },
      data: { agent: 'retail', message: scripted.plan(...uses), route: 'agent' },
    });
    const { run } = (await started.json()) as { run: { id: string } };
    const ended = await approveAll(ravi, scripted.url, run.id);
    await ravi.goto(`/runs/${run.id}`);
    for (const call of turns.flat()) {
      await expectShown(ravi, ended, call);
      calls += 1;
    }
  }
  expect(calls).toBe(recorded.calls.length);
});

async function expectShown(page: Page, run: RunView, call: NumberedCall): Promise<void> {
  const made = run.toolCalls.find(({ id }) => id === call.toolUseId);
  if (!made) throw new Error(`${call.name} was never made; the run is ${run.status}.`);
  const card = page.locator(`[id="call-${made.callId}"]`);
  await expect(card.getByRole('link', { name: call.name, exact: true })).toBeVisible();
  await card.getByText('Arguments', { exact: true }).click();
  expect(JSON.parse(await card.getByLabel('Arguments').innerText())).toEqual(call.args);
  if (made.output === undefined) return expect(card).toContainText(made.error ?? 'an error');

  // From the search to the output, which opens and is whole however long it is.
  const whole = JSON.stringify(made.output, null, 2);
  const words = lastWordsOf(typeof made.output === 'string' ? made.output : whole);
  await page.getByRole('searchbox', { name: 'Search this run' }).fill(words);
  const target = `call-${made.callId}-output`;
  await page.getByRole('list', { name: 'Found in this run' }).locator(`a[href="#${target}"]`).click();
  const output = card.getByLabel('Output');
  await expect(output).toBeInViewport();
  await expect.poll(async () => JSON.parse(await output.innerText()) as unknown).toEqual(made.output);
  if (call.output && !call.replay_differs) {
    const text = typeof made.output === 'string' ? made.output : JSON.stringify(made.output);
    expect(isRecordedOutput(text, call.output)).toBe(true);
  }
}

/** A line near the end, where a page that cuts texts would have lost it. */
function lastWordsOf(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim().length > 3);
  return lines.at(-1)?.trim().slice(-40) ?? text.slice(-40);
}
