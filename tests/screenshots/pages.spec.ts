import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { sql } from '@/lib/domain/sql';
import { fillRun, fullPlan } from '../fixtures/full-run';
import { makeSeededRuns, storeSeededRuns } from '../fixtures/seeded-runs';
import { expectAccessible } from '../e2e/support/accessible';
import { ask, replies } from '../e2e/support/chat';
import { openItem, waiting } from '../e2e/support/inbox';
import { lookUp } from '../e2e/support/plans';
import { expect, test } from '../e2e/support/scripted';

test.use({ alone: 'pages' });

const folder = join(import.meta.dirname, '../../docs/screenshots/pages');
const CLAIM = 'I have cancelled your order #W1000001.';
const DAY_MS = 86_400_000;

/** A page as one of the demo's people sees it, once `ready` can be seen. */
interface Drawn {
  name: string;
  path: string;
  ready: (page: Page) => Locator;
  /** Opens what is folded. */
  prepare?: (page: Page) => Promise<void>;
  height?: number;
}

async function draw(page: Page, { path, ready, prepare, height = 760, name }: Drawn, isPhone: boolean): Promise<void> {
  await page.setViewportSize(isPhone ? { width: 390, height: Math.max(844, height) } : { width: 1180, height });
  await page.goto(path);
  await expect(ready(page)).toBeVisible();
  await prepare?.(page);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(isPhone ? 390 : 1180);
  for (const colorScheme of isPhone ? (['light'] as const) : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.querySelector('main > *')?.scrollTo(0, 0));
    const look = isPhone ? '-phone' : colorScheme === 'dark' ? '-dark' : '';
    await page.screenshot({ path: join(folder, `${name}${look}.png`) });
  }
}

test('what is behind an answer: runs, figures, costs and knowledge', async ({ desk, scripted }) => {
  test.setTimeout(600_000);
  const wide = { viewport: { width: 1180, height: 760 } };
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi', wide), await desk.open('ada', wide)];
  const midnight = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  await scripted.change((database) => storeSeededRuns(database, makeSeededRuns(400, midnight, 9)));
  await scripted.query(sql`
    insert into spend_entry (day, agent, kind, name, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
    select (now() at time zone 'utc')::date - n, case n % 3 when 0 then 'retail' else 'second' end,
           case n % 4 when 0 then 'classify' else 'act' end, case n % 4 when 0 then 'claude-haiku-5' else 'claude-sonnet-5-5' end,
           4000 + 90 * n, 700, 21000, 1200, 1.4 + (n * 7 % 11) * 0.31
    from generate_series(0, 20) as n`);

  const clear = scripted.understand('Is it the usual thing?', {
    intent: 'other',
    confidence: 0.4,
    ...{ question: 'Do you mean an order or your account?' },
  });
  await ask(mia, clear);
  await expect(replies(mia)).toContainText('an order or your account');
  await ask(mia, scripted.plan({ toolUses: [lookUp('#W1000001')] }, { text: CLAIM }, { text: `${CLAIM} Good day.` }));
  await expect(replies(mia)).toContainText('I have asked a colleague');
  await ask(
    mia,
    scripted.plan(
      { toolUses: [{ name: 'search_knowledge', input: { query: 'lamp warranty' } }] },
      { text: 'I don’t know.' },
    ),
  );
  await expect(replies(mia)).toContainText('know');
  const message = `${scripted.plan(...fullPlan)} Send #W1000001 to 12 Elm St, Springfield, IL 62701, USA.`;
  await ask(mia, scripted.understand(message, { intent: 'other', confidence: 0.91 }));
  const item = await openItem(ravi, /12 Elm St/);
  await item.getByRole('button', { name: /^Approve: / }).click();
  await expect(replies(mia)).toContainText('goes to 12 Elm St now');
  const runIds = (await (await ravi.request.get('/api/v1/runs?agent=retail')).json()) as { items: { id: string }[] };
  const [full = '', , , unclear = ''] = runIds.items.map(({ id }) => id);
  await scripted.change((database) => fillRun(database, full));
  await ada.goto('/settings/knowledge/gift-cards');
  await ada
    .getByRole('textbox', { name: 'Text' })
    .fill('Gift cards are valid for **three** years.\n\n- They can be combined.');
  await ada.getByRole('textbox', { name: 'Reason for this change' }).fill('The law changed');
  await ada.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(ada.getByText(/^Version 2, by/)).toBeVisible();
  await ravi.goto('/inbox');
  await waiting(ravi, 'The answer was not sent.').click();
  await ravi.waitForURL(/\/inbox\/[\w-]+/);
  const draft = new URL(ravi.url()).pathname;

  const figures = (page: Page) => page.getByRole('region', { name: 'Completed', exact: true });
  const forRavi: Drawn[] = [
    {
      name: 'runs',
      path: '/runs',
      ready: (page) => page.getByRole('list', { name: 'Runs' }).getByRole('link').first(),
    },
    {
      name: 'run',
      path: `/runs/${full}`,
      height: 2300,
      ready: (page) => page.getByRole('region', { name: 'Step 3', exact: true }),
      prepare: async (page) => {
        await page.getByText('Context · about 7,660').click();
        await page.getByRole('region', { name: 'Step 1', exact: true }).getByText('Reasoning').click();
        await page.getByText('Output ·').first().click();
      },
    },
    {
      name: 'front-door',
      path: `/runs/${unclear}`,
      ready: (page) => page.getByText(/not sure enough, so the customer was asked/),
    },
    {
      name: 'insights',
      path: '/insights?days=30',
      height: 1400,
      ready: (page) => figures(page).getByText('off target'),
      prepare: (page) => figures(page).getByText('Data table').click(),
    },
    { name: 'draft', path: draft, height: 900, ready: (page) => page.getByText('The agent’s answer was not sent.') },
  ];
  const forAda: Drawn[] = [
    { name: 'costs', path: '/settings/costs', height: 1000, ready: (page) => page.getByText('This month by agent') },
    { name: 'knowledge', path: '/settings/knowledge', ready: (page) => page.getByText('lamp warranty') },
    {
      name: 'article',
      path: '/settings/knowledge/gift-cards',
      height: 1250,
      ready: (page) => page.getByRole('listitem', { name: 'Version 2' }),
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Show a preview' }).click();
        await page.getByText('What changed since version 1').click();
      },
    },
  ];
  const forMia: Drawn[] = [
    { name: 'reader', path: '/knowledge/gift-cards', height: 500, ready: (page) => page.getByText('combined') },
  ];
  for (const [person, pages] of [
    ['ravi', forRavi],
    ['ada', forAda],
    ['mia', forMia],
  ] as const) {
    const screen = await desk.open(person, wide);
    const phone = await desk.open(person, { viewport: { width: 390, height: 844 }, isMobile: true });
    for (const page of pages) {
      await draw(screen, page, false);
      await draw(phone, page, true);
    }
  }
});
