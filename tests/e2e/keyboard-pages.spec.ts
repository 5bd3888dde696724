import { makeSeededRuns, storeSeededRuns } from '../fixtures/seeded-runs';
import { ask, replies } from './support/chat';
import { lookUp } from './support/plans';
import { expect, test } from './support/scripted';
import { smallTargets, walk } from './support/walk';

test.use({ alone: 'keyboard-pages' });
test.describe.configure({ mode: 'serial' });

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DAY_MS = 86_400_000;
const pages = {
  ravi: ['/runs', '/insights?days=30'],
  ada: [
    '/settings/costs',
    '/settings/knowledge',
    '/settings/knowledge/gift-cards',
    '/settings/new-article?title=Lamps',
    '/knowledge/gift-cards',
  ],
} as const;

test('runs, figures, costs and articles are walked through with the tab key alone', async ({ desk, scripted }) => {
  test.slow();
  const midnight = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  await scripted.change((database) => storeSeededRuns(database, makeSeededRuns(60, midnight, 9)));
  const mia = await desk.open('mia');
  await ask(mia, scripted.plan({ toolUses: [lookUp('#W1000001'), lookUp('#W1000002')] }, { text: 'Both are there.' }));
  await expect(replies(mia)).toContainText('Both are there.');
  for (const person of ['ravi', 'ada'] as const) {
    const page = await desk.open(person);
    for (const path of pages[person]) {
      await page.goto(path);
      await expect(page.locator('.skeleton')).toHaveCount(0, { timeout: 15_000 });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect((await walk(page)).length, path).toBeGreaterThan(8);
    }
  }
});

test('a run is found, searched and read without a mouse', async ({ desk }) => {
  const ravi = await desk.open('ravi');
  const { keyboard } = ravi;
  await ravi.goto('/runs');
  await ravi.getByRole('button', { name: /^Today .* 1 run$/ }).focus();
  await keyboard.press('Enter');
  await expect(ravi.getByRole('list', { name: 'Runs' }).getByRole('link')).toHaveCount(1);
  await expect(ravi.getByRole('button', { name: /^Today .* 1 run$/ })).toBeFocused();
  await ravi.getByRole('list', { name: 'Runs' }).getByRole('link').focus();
  await keyboard.press('Enter');
  await expect(ravi.getByRole('region', { name: 'Step 2', exact: true })).toBeVisible();
  await ravi.waitForLoadState('networkidle');
  await walk(ravi);

  // What is folded opens with Enter and with the space bar, and the prompt inside it is reached, too.
  const first = ravi.getByRole('region', { name: 'Step 1', exact: true });
  await first.getByText(/^Prompt ·/).focus();
  await keyboard.press('Enter');
  await expect(first.getByText(/^Tools ·/)).toBeVisible();
  await first.getByText('Arguments').first().focus();
  await keyboard.press('Space');
  await expect(first.getByLabel('Arguments')).toBeVisible();
  await walk(ravi);

  const search = ravi.getByRole('searchbox', { name: 'Search this run' });
  await search.focus();
  await keyboard.type('W1000002');
  const found = ravi.getByRole('list', { name: 'Found in this run' }).getByRole('link');
  await expect(found.filter({ hasText: 'output' })).toHaveCount(1);
  await found.filter({ hasText: 'output' }).focus();
  await keyboard.press('Enter');
  await expect(first.getByLabel('Output')).toBeInViewport();
  await keyboard.press('Tab');
  await expect(first.locator('summary:focus')).toHaveText(/^Output/);
  await search.focus();
  await keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(found).toHaveCount(0);
});

test('an article is changed and taken out of use without a mouse; Escape leaves a dialog where it was opened', async ({
  desk,
}) => {
  const ada = await desk.open('ada');
  const { keyboard } = ada;
  await ada.goto('/settings/knowledge/gift-cards');
  const archive = ada.getByRole('button', { name: 'Archive' });
  await archive.focus();
  await keyboard.press('Enter');
  const dialog = ada.getByRole('dialog', { name: 'Archive this article?' });
  await expect(dialog).toBeVisible();
  // The focus stays within it.
  for (let turn = 0; turn < 8; turn += 1) {
    await keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
  }
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(archive).toBeFocused();

  const preview = ada.getByRole('button', { name: 'Show a preview' });
  await preview.focus();
  await keyboard.press('Enter');
  await expect(ada.getByRole('button', { name: 'Hide the preview' })).toBeFocused();
  await ada.getByRole('textbox', { name: 'Reason for this change' }).focus();
  await keyboard.type('By hand');
  await keyboard.press('Tab');
  await expect(ada.getByRole('button', { name: 'Save as version 2' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(ada.getByText(/^Version 2, by Ada Lindholm/)).toBeVisible();
  await ada.getByRole('button', { name: 'Roll back to 1' }).focus();
  await keyboard.press('Enter');
  await expect(ada.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(ada.getByRole('button', { name: 'Roll back to 1' })).toBeFocused();
});

test('on a phone everything that is pressed can be hit, and 3 pm still is two touches away', async ({ desk }) => {
  test.slow();
  for (const person of ['ravi', 'ada'] as const) {
    const page = await desk.open(person, phone);
    for (const path of pages[person]) {
      await page.goto(path);
      await expect(page.locator('.skeleton')).toHaveCount(0, { timeout: 15_000 });
      expect(await smallTargets(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
    }
  }
  const ravi = await desk.open('ravi', phone);
  await ravi.goto('/runs');
  const bar = ravi.getByRole('button', { name: /^Today \d\d:00 to \d\d:00, [1-9]\d* runs?$/ }).first();
  await bar.tap();
  await ravi.getByRole('list', { name: 'Runs' }).getByRole('link').first().tap();
  await expect(ravi.getByRole('region', { name: 'Step 1', exact: true })).toBeVisible();
  expect(await smallTargets(ravi)).toEqual([]);
});
