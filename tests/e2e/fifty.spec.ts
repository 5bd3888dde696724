import type { Page } from '@playwright/test';
import { card, waiting } from './support/inbox';
import { email, lookUp, send, sendTo } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

test.use({ alone: 'fifty' });

// Two browsers and a server share a busy machine.
const expect = expectSoon.configure({ timeout: 15_000 });

const ROUNDS = 8;
const EACH = 6;
const loop = { toolUses: [lookUp('#W1000002')] };

/** Clears what is open with the keys it needs, and gives what was done. */
async function clear(page: Page): Promise<'approved' | 'confirmed' | 'rejected' | 'closed'> {
  const open = page.getByRole('region', { name: 'Open item' }).getByRole('article').first();
  const { keyboard } = page;
  const [title, text] = [(await open.getAttribute('aria-label')) ?? '', await open.innerText()];
  if (text.includes('Escalation')) {
    await keyboard.press('c');
    await keyboard.type('Looked into it.');
    await keyboard.press('Control+Enter');
    await expect(open.getByText(/Ravi Menon closed it/)).toBeVisible();
    return 'closed';
  }
  if (title.includes('Wrong')) {
    await keyboard.press('r');
    await expect(page.getByRole('textbox', { name: 'Reason in your words' })).toBeFocused();
    await keyboard.type('Wrong street');
    await keyboard.press('Control+Enter');
    await expect(open.getByText('Rejected by Ravi Menon')).toBeVisible();
    return 'rejected';
  }
  await keyboard.press('a');
  if (!text.includes('irreversible')) {
    const approved = open.getByText('Approved by Ravi Menon.').first();
    const changed = open.getByText('Your decision did not count.');
    await expect(approved.or(changed)).toBeVisible();
    // An earlier one of these fifty moved the same order: what stands there now is looked at, then approved.
    if (await changed.isVisible()) await keyboard.press('a');
    await expect(approved).toBeVisible();
    return 'approved';
  }
  await expect(open.getByRole('button', { name: /^Confirm: / })).toBeFocused();
  await keyboard.press('a');
  await expect(open.getByText('Approved by Ravi Menon.').first()).toBeVisible();
  return 'confirmed';
}

test('fifty items of every kind are cleared with the keyboard alone', async ({ desk, scripted }) => {
  test.setTimeout(600_000);
  desk.expectComplaint(/409/);
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  for (let round = 1; round <= ROUNDS; round++) {
    // One turn each, so that no write stands on another.
    for (const [order, street] of [
      ['#W1000001', 'Elm St'],
      ['#W1000003', 'Wrong St'],
    ] as const) {
      await send(
        mia,
        scripted.url,
        scripted.plan({ toolUses: [sendTo(`${round} ${street}`, order)] }, { text: 'Done.' }),
      );
    }
    for (let index = 0; index < EACH - 2; index++) {
      const mail = email('mia@example.com', `Letter ${round}-${index}`, 'It is on its way.');
      await send(mia, scripted.url, scripted.plan({ toolUses: [mail] }, { text: 'Sent.' }));
    }
  }
  for (let index = 0; index < 2; index++) await send(mia, scripted.url, scripted.plan(loop, loop, loop));

  const rows = ravi.getByRole('list', { name: 'Inbox' }).getByRole('listitem');
  await expect(ravi.getByRole('button', { name: 'Mine 50' })).toBeVisible({ timeout: 20_000 });
  await expect(rows.first()).toHaveAttribute('aria-setsize', '50');
  await expect(waiting(ravi, /Letter 1-0/)).toBeVisible();
  const done: Record<string, number> = {};
  let before = '';
  for (let index = 0; index < 50; index++) {
    await ravi.keyboard.press('j');
    await expect(ravi).not.toHaveURL(before);
    await expect(card(ravi, /.+/).first()).toBeVisible();
    before = ravi.url();
    await expect(ravi.getByRole('region', { name: 'Open item' }).getByRole('heading', { level: 2 })).toBeVisible();
    const what = await clear(ravi);
    done[what] = (done[what] ?? 0) + 1;
    await expect(rows.first().or(ravi.getByText('Nothing waits for you'))).not.toHaveAttribute(
      'aria-setsize',
      String(50 - index),
    );
  }
  expect(done).toEqual({ approved: ROUNDS, rejected: ROUNDS, confirmed: ROUNDS * (EACH - 2), closed: 2 });
  await expect(ravi.getByText('Nothing waits for you')).toBeVisible();
});
