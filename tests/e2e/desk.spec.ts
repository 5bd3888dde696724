import { sql } from '@/lib/domain/sql';
import { expectAccessible } from './support/accessible';
import { ask, doing } from './support/chat';
import { approveButton, card, openItem, reject, waiting } from './support/inbox';
import { email, send, sendTo } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

// Two browsers and a server share a busy machine.
const expect = expectSoon.configure({ timeout: 15_000 });
test.beforeEach(() => test.setTimeout(120_000));

test('what is snoozed leaves one’s own list alone, and wakes by itself when its time has come', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Snooze St', '#W1000001')] }));
  await openItem(ravi, /1 Snooze St/);
  const left = await waiting(ravi, /1 Snooze St/)
    .locator('time')
    .first()
    .getAttribute('datetime');
  await ravi.keyboard.press('s');
  await expect(ravi.getByRole('dialog', { name: 'Snooze' })).toBeVisible();
  await expectAccessible(ravi);
  await ravi.keyboard.press('2');
  await expect(waiting(ravi, /1 Snooze St/)).toHaveCount(0);
  await ravi.getByRole('button', { name: /^Snoozed/ }).click();
  await expect(waiting(ravi, /1 Snooze St.*snoozed/)).toBeVisible();
  expect(
    await waiting(ravi, /1 Snooze St/)
      .locator('time')
      .first()
      .getAttribute('datetime'),
  ).toBe(left);
  await expectAccessible(ravi);
  await ada.goto('/inbox');
  await expect(waiting(ada, /1 Snooze St/)).toBeVisible();
  await scripted.query(sql`update inbox_snooze set until = now()`);
  await ravi.getByRole('button', { name: /^Mine/ }).click();
  await expect(waiting(ravi, /1 Snooze St/)).toBeVisible();
  await reject(card(ravi, /1 Snooze St/), 'Enough of it');
});

test('others see who is looking, on the list and on the card, and may decide all the same', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Look St', '#W1000001')] }, { text: 'Done.' }));
  const open = await openItem(ravi, /1 Look St/);
  await ada.goto('/inbox');
  await expect(waiting(ada, /1 Look St.*Ravi Menon looking/)).toBeVisible();
  const second = await openItem(ada, /1 Look St/);
  await expect(ada.getByText('Ravi Menon is looking at this')).toBeVisible();
  await expect(ravi.getByText('Ada Lindholm is looking at this')).toBeVisible();
  await expectAccessible(ravi);
  await approveButton(second).click();
  await expect(open.getByText('Approved by Ada Lindholm. It ran and succeeded.')).toBeVisible();
  await ada.keyboard.press('Escape');
  await expect(ravi.getByText('Ada Lindholm is looking at this')).toHaveCount(0);
});

test('several are decided together as they were selected, and each says what became of it', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  const orders = ['#W1000001', '#W1000003', '#W1000001'];
  for (const [index, order] of orders.entries()) {
    await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo(`${index} Bulk St`, order)] }));
  }
  await send(mia, scripted.url, scripted.plan({ toolUses: [email('mia@example.com', 'Bulk mail', 'Hello.')] }));
  await openItem(ravi, /Bulk mail/);
  await ravi.keyboard.press('x');
  await expect(ravi.getByText('What cannot be undone is looked at one by one.')).toBeVisible();
  for (const index of orders.keys()) {
    await openItem(ravi, new RegExp(`to ${index} Bulk St`));
    await ravi.keyboard.press('x');
  }
  await expect(ravi.getByText('3 selected')).toBeVisible();
  await expectAccessible(ravi);
  // Somebody else is faster with one of them.
  await ada.goto('/inbox');
  await reject(await openItem(ada, /to 1 Bulk St/), 'Not this one');
  await expect(waiting(ravi, /to 1 Bulk St/)).toHaveCount(0);
  await ravi.keyboard.press('Shift+X');
  const dialog = ravi.getByRole('dialog', { name: /^3 × modify pending order address/ });
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await expectAccessible(ravi);
  await ravi.keyboard.press('Control+Enter');
  const results = dialog.getByRole('listitem');
  await expect(results.nth(0)).toContainText('Now approved.');
  await expect(results.nth(1)).toContainText('already rejected');
  await expect(results.nth(2)).toContainText(/Now approved|The record changed since you looked/);
  await expectAccessible(ravi);
  await ravi.keyboard.press('Escape');
  await expect(ravi.getByText('3 selected')).toHaveCount(0);
  await reject(await openItem(ravi, /Bulk mail/), 'Not now');
});

test('commands are found by name, and keys that are switched off do nothing', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Command St', '#W1000001')] }));
  await openItem(ravi, /1 Command St/);
  await ravi.keyboard.press('?');
  await ravi.getByRole('switch', { name: 'Single keys work' }).click();
  await ravi.keyboard.press('Escape');
  await ravi.keyboard.press('r');
  await ravi.keyboard.press('Control+k');
  const palette = ravi.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('option').first()).toBeVisible();
  await expect(ravi.getByRole('form', { name: 'Reject' })).toHaveCount(0);
  await expectAccessible(ravi);
  await ravi.keyboard.type('reject');
  await ravi.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(ravi.getByRole('textbox', { name: 'Reason in your words' })).toBeFocused();
  await ravi.getByRole('button', { name: 'Not enough evidence' }).click();
  await ravi.getByRole('button', { name: 'Reject with this reason' }).click();
  await expect(
    card(ravi, /1 Command St/).getByText('Rejected by Ravi Menon because: Not enough evidence.'),
  ).toBeVisible();
});

test('what a rejected proposal is revised to stands beside it', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const turns = [
    { toolUses: [sendTo('1 First Try', '#W1000001')] },
    { toolUses: [sendTo('2 Second Try', '#W1000001')] },
  ];
  await ask(mia, scripted.plan(...turns, { text: 'Done.' }));
  await reject(await openItem(ravi, /1 First Try/), 'Wrong house number');
  const revised = await openItem(ravi, /2 Second Try/);
  const section = revised
    .getByRole('region', { name: 'Version 2 after a rejection' })
    .or(revised.locator('section', { hasText: 'Version 2 after a rejection' }));
  await expect(section.first()).toContainText('“Wrong house number”');
  await expect(section.first().getByText('before: 1 First Try')).toBeVisible();
  await expect(section.first().getByText('after: 2 Second Try')).toBeVisible();
  await expectAccessible(ravi);
  await approveButton(revised).click();
  await expect(doing(mia, '2 Second Try')).toContainText('It ran');
});

test('a rejected middle one of three writes on one record redraws the last', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const calls = [1, 2, 3].map((number) => sendTo(`${number} Three St`, '#W1000003'));
  await send(mia, scripted.url, scripted.plan({ toolUses: calls }, { text: 'Done.' }));
  await waiting(ravi, /to 1 Three St/).click();
  const step = (number: number) =>
    ravi
      .getByRole('region', { name: '3 steps proposed together' })
      .getByRole('listitem')
      .filter({ hasText: `Step ${number} of 3` });
  await expect(step(3).getByText('before: 2 Three St')).toBeVisible();
  await reject(step(2), 'Leave it out');
  await expect(step(3).getByText('version 2', { exact: true })).toBeVisible();
  await expect(step(3).getByText('before: 1 Three St')).toBeVisible();
  await expect(step(3).getByText('This changed while you had it open.')).toBeVisible();
  await expect(step(3).getByRole('row', { name: /address1 2 Three St.*1 Three St/ })).toBeVisible();
  await expectAccessible(ravi);
  await ravi.getByRole('button', { name: 'Approve all 2 steps' }).click();
  await expect(step(3).getByText('It ran and succeeded.')).toBeVisible();
});
