import { expectAccessible } from './support/accessible';
import { approveButton, card, waiting } from './support/inbox';
import { email, send, sendTo } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

test.use({ alone: 'phone' });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// Two browsers and a server share a busy machine.
const expect = expectSoon.configure({ timeout: 15_000 });
test.beforeEach(() => test.setTimeout(120_000));

test('on a phone one sees the list or the card, and decides with the thumb', async ({ desk, scripted }) => {
  const mia = await desk.open('mia');
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Phone St', '#W1000001')] }, { text: 'Done.' }));
  const mail = email('mia@example.com', 'Phone mail', 'Hello.');
  await send(mia, scripted.url, scripted.plan({ toolUses: [mail] }, { text: 'Sent.' }));
  const ravi = await desk.open('ravi', phone);
  await expect(waiting(ravi, /1 Phone St/)).toBeVisible();
  await expectAccessible(ravi);
  await waiting(ravi, /1 Phone St/).tap();
  const open = card(ravi, /1 Phone St/);
  await expect(open).toBeVisible();
  await expect(waiting(ravi, /1 Phone St/)).toBeHidden();
  const wide = await ravi.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBe(phone.viewport.width);
  for (const button of [approveButton(open), open.getByRole('button', { name: 'Reject' })]) {
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    // Within the thumb's reach: the lower third of the screen.
    expect(box?.y).toBeGreaterThan((phone.viewport.height * 2) / 3);
  }
  await expectAccessible(ravi);
  await approveButton(open).tap();
  await expect(open.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  await ravi.getByRole('link', { name: 'Inbox', exact: true }).first().tap();
  await waiting(ravi, /Phone mail/).tap();
  const letter = card(ravi, /Phone mail/);
  await approveButton(letter).tap();
  // The second tap of a double tap does not count.
  await expect(async () => {
    await letter.getByRole('button', { name: /^Confirm: / }).tap({ timeout: 1000 });
    await expectSoon(letter.getByText('Approved by Ravi Menon.').first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 7000 });
});
