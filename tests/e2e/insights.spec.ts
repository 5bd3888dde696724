import type { Page } from '@playwright/test';
import { makeSeededRuns, storeSeededRuns } from '../fixtures/seeded-runs';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/scripted';

test.use({ alone: 'insights' });
// The others look at what the first stored.
test.describe.configure({ mode: 'serial' });

const DAY_MS = 86_400_000;
const midnight = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
const runs = makeSeededRuns(400, midnight, 9);
const day = (offset: number) => new Date(midnight.getTime() + offset * DAY_MS).toISOString();

const figure = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the figures of an agent lead from each point to its runs', async ({ desk, scripted }) => {
  test.slow();
  await scripted.change((database) => storeSeededRuns(database, runs));
  const ravi = await desk.open('ravi');
  await ravi.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Insights' }).click();
  const volume = figure(ravi, 'Runs');
  await expect(volume.getByRole('link', { name: 'Runs: 400. Its runs.' })).toBeVisible({ timeout: 15_000 });
  await expect(ravi.getByText('facts are still being counted')).toHaveCount(0, { timeout: 15_000 });
  await expect(figure(ravi, 'Completed').getByText('off target')).toBeVisible();
  await expect(figure(ravi, 'Completed').getByText('target over 90 %')).toBeVisible();
  await expectAccessible(ravi);

  const first = runs.filter(({ agent }) => agent === 'first');
  await ravi.getByLabel('Agent').selectOption('first');
  await expect(volume.getByRole('link', { name: `Runs: ${first.length}. Its runs.` })).toBeVisible();
  await expect(ravi).toHaveURL(/agent=first/);

  // The chart is one stop of the tab key; the arrow keys go from day to day.
  await volume.getByRole('link', { name: `Runs: ${first.length}. Its runs.` }).focus();
  await ravi.keyboard.press('Tab');
  await ravi.keyboard.press('End');
  await ravi.keyboard.press('ArrowLeft');
  const point = volume.locator('a:focus');
  await expect(point).toHaveAttribute('href', /from=/);
  const from = new URL((await point.getAttribute('href')) ?? '', scripted.url).searchParams.get('from') ?? '';
  const of = first.filter(
    ({ createdAt }) => createdAt >= new Date(from) && createdAt.getTime() < Date.parse(from) + DAY_MS,
  );
  await expect(point).toHaveAccessibleName(new RegExp(`: ${of.length}\\. Its runs\\.$`));
  await ravi.keyboard.press('Enter');
  await expect(ravi).toHaveURL((url) => url.pathname === '/runs' && url.searchParams.get('agent') === 'first');
  expect(new URL(ravi.url()).searchParams.get('from')).toBe(from);
});

test('the point of the loops opens the runs that went in circles, and no others', async ({ desk }) => {
  const ravi = await desk.open('ravi');
  await ravi.goto('/insights?days=30');
  const circles = runs.filter(({ reason }) => reason === 'no_progress' || reason === 'repeated_call');
  await figure(ravi, 'Loops')
    .getByRole('link', { name: /^Loops: .* Its runs\.$/ })
    .first()
    .click();
  await expect(ravi.getByRole('combobox', { name: 'Stopped because of' })).toHaveValue('no_progress,repeated_call');
  const listed = ravi.getByRole('list', { name: 'Runs' }).getByRole('link');
  await expect(listed.first()).toBeVisible();
  while (await ravi.getByRole('button', { name: 'Earlier runs' }).isVisible()) {
    const count = await listed.count();
    await ravi.getByRole('button', { name: 'Earlier runs' }).click();
    await expect.poll(() => listed.count()).toBeGreaterThan(count);
  }
  await expect(listed).toHaveCount(circles.length);
  await ravi.getByRole('combobox', { name: 'Stopped because of' }).selectOption('step cap');
  await expect(listed).toHaveCount(runs.filter(({ reason }) => reason === 'step_cap').length);
  await expectAccessible(ravi);
});

test('the same stands in a table, for a time and a tool, also on a phone', async ({ desk }) => {
  const ravi = await desk.open('ravi', { viewport: { width: 390, height: 844 }, isMobile: true });
  const [from, to] = [day(-6).slice(0, 10), day(-4).slice(0, 10)];
  await ravi.goto(`/insights?from=${from}&to=${to}&tool=send_email`);
  const used = runs.filter(
    ({ createdAt, calls, status }) =>
      createdAt >= new Date(day(-6)) &&
      createdAt < new Date(day(-3)) &&
      status !== 'awaiting' &&
      calls.some(({ name }) => name === 'send_email'),
  );
  const volume = figure(ravi, 'Runs');
  await expect(volume.getByRole('link', { name: `Runs: ${used.length}. Its runs.` })).toBeVisible();
  await volume.getByText('Data table').click();
  const rows = volume.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await expect(rows.getByRole('rowheader').first().getByRole('link')).toHaveAttribute('href', /tool=send_email/);
  expect(await ravi.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(ravi);
});
