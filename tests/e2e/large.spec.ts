import type { Page } from '@playwright/test';
import { sql } from '@/lib/domain/sql';
import { expect as expectSoon, test } from './support/scripted';

test.use({ alone: 'large' });

const expect = expectSoon.configure({ timeout: 20_000 });
const SEEDED = 'seeded-';

const sizeOf = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
const scroll = (page: Page, to: 'top' | 'end') =>
  page.getByRole('list', { name: 'Inbox' }).evaluate((list, place) => {
    list.parentElement?.scrollTo({ top: place === 'top' ? 0 : list.scrollHeight });
  }, to);

/** The row in the middle of what one sees, and where. */
const inSight = (page: Page) =>
  page.getByRole('list', { name: 'Inbox' }).evaluate((list) => {
    const frame = list.parentElement?.getBoundingClientRect();
    const middle = ((frame?.top ?? 0) + (frame?.bottom ?? 0)) / 2;
    const row = [...list.querySelectorAll('li')].find((item) => item.getBoundingClientRect().bottom > middle);
    return {
      title: /number \d+/.exec(row?.textContent ?? '')?.[0] ?? 'none',
      position: Number(row?.ariaPosInSet),
      top: row?.getBoundingClientRect().top ?? 0,
    };
  });

test('with a hundred thousand items the page holds only what is in sight, and says how far it counts and lists', async ({
  desk,
  scripted,
}) => {
  test.setTimeout(300_000);
  const ravi = await desk.open('ravi');
  await scripted.query(sql`
    insert into inbox_item (id, kind, status, title, agent, requester_id, created_at)
    select ${SEEDED} || n, 'escalation', 'pending', 'Asked for a person, number ' || n, 'retail',
           (select id from app_user where email like 'mia%'), now() - make_interval(secs => 200000 - n)
    from generate_series(1, 100000) n`);
  const rows = ravi.getByRole('list', { name: 'Inbox' }).getByRole('listitem');
  await ravi.reload();
  await expect(ravi.getByRole('button', { name: 'Mine 1,000+' })).toBeVisible();
  await expect(ravi.getByRole('button', { name: 'Team 1,000+' })).toBeVisible();
  await expect(rows.first()).toContainText('number 1');
  const before = await sizeOf(ravi);
  const most = ravi.getByText('Only the first 1,000 are listed.');
  await expect(async () => {
    await scroll(ravi, 'end');
    await expectSoon(most).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
  expect(await rows.count()).toBeLessThan(80);
  expect(await sizeOf(ravi)).toBeLessThan(before + 600);

  // What goes above what one looks at moves nothing.
  const seen = await inSight(ravi);
  await scripted.query(sql`
    update inbox_item set status = 'closed', closed_at = now() where id = any(
      select ${SEEDED} || n from generate_series(1, 40) n)`);
  // Twenty pages are asked for again more rarely than one.
  const row = rows.filter({ hasText: seen.title });
  await expect(row).toHaveAttribute('aria-posinset', String(seen.position - 40), { timeout: 90_000 });
  expect((await row.boundingBox())?.y).toBeCloseTo(seen.top, -1);
  await scroll(ravi, 'top');
  await expect(rows.first()).toContainText('number 41');
  await ravi.getByRole('searchbox', { name: 'Search' }).fill('number 99999');
  await expect(rows).toHaveCount(1);
  await scripted.query(sql`delete from inbox_item where id like ${`${SEEDED}%`}`);
});
