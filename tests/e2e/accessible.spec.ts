import { expectAccessible } from './support/accessible';
import { ask, doing, replies } from './support/chat';
import { openItem, waiting } from './support/inbox';
import { email, lookUp, sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('axe finds nothing on the way in, and in the chat', async ({ desk, scripted }) => {
  const stranger = await desk.visit();
  await stranger.goto('/');
  await expectAccessible(stranger);
  const mia = await desk.open('mia');
  await expect(mia.getByText('What can Store support do for you?')).toBeVisible();
  await expectAccessible(mia);
  const text = 'I looked it **up**:\n\n- a [link](https://example.com)\n- `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |';
  const plan = scripted.plan({ text, toolUses: [lookUp('#W1000002'), lookUp('#W9999999')] }, { text });
  // A reply names no address that nobody gave.
  await ask(mia, `${plan} https://example.com`);
  await expect(replies(mia)).toContainText('I looked it up');
  await expectAccessible(mia);
  await ask(mia, scripted.plan({ text: 'I propose this.', toolUses: [sendTo('1 Axe Ave', '#W1000001')] }));
  await expect(doing(mia, '1 Axe Ave')).toContainText('Waiting for approval');
  await expectAccessible(mia);
});

test('axe finds nothing in the inbox and on a proposal, its form and its reasons', async ({ desk, scripted }) => {
  const mia = await desk.open('mia');
  const calls = [sendTo('2 Axe Ave', '#W1000003'), sendTo('3 Axe Ave', '#W1000003')];
  await ask(mia, scripted.plan({ text: 'I propose both.', toolUses: calls }));
  await expect(doing(mia, '3 Axe Ave')).toContainText('Waiting for approval');
  const ravi = await desk.open('ravi');
  await expect(waiting(ravi, /to 2 Axe Ave/)).toBeVisible();
  await expectAccessible(ravi);
  await ravi.getByRole('button', { name: 'Keys' }).click();
  await expectAccessible(ravi);
  await ravi.keyboard.press('Escape');
  const card = await openItem(ravi, /to 3 Axe Ave/);
  await expectAccessible(ravi);
  await card.getByRole('button', { name: 'Edit' }).click();
  await expectAccessible(ravi);
  await card.getByRole('button', { name: 'Cancel edit' }).click();
  await card.getByRole('button', { name: 'Reject' }).click();
  await expectAccessible(ravi);
});

test('axe finds nothing on what is handed over, sent and settled', async ({ desk, scripted }) => {
  const mia = await desk.open('mia');
  const mail = email('mia@example.com', 'Your order', 'It is on its way.');
  await ask(mia, scripted.plan({ toolUses: [mail] }, { text: 'Sent.' }));
  await ask(mia, scripted.plan(...Array.from({ length: 3 }, () => ({ toolUses: [lookUp('#W1000002')] }))));
  await expect(replies(mia)).toContainText('going round in circles');
  const ravi = await desk.open('ravi');
  await ravi.getByRole('link', { name: /called 3 times in a row/ }).click();
  await expect(ravi.getByRole('form', { name: 'Answer Mia Chen' })).toBeVisible();
  await expectAccessible(ravi);

  const open = await openItem(ravi, /^Email mia@example\.com/);
  await expectAccessible(ravi);
  await open.getByRole('button', { name: /^Approve: / }).click();
  await open.getByRole('button', { name: /^Confirm: / }).click();
  await expect(open.getByText('It ran and succeeded.')).toBeVisible({ timeout: 15_000 });
  await expectAccessible(ravi);
  await ravi.getByRole('button', { name: 'History' }).click();
  await expect(waiting(ravi, /^Email mia@example\.com/)).toBeVisible();
  await expectAccessible(ravi);
});

test('axe finds nothing in settings, records and mail', async ({ desk, scripted }) => {
  desk.expectComplaint(/404/);
  const mia = await desk.open('mia');
  await ask(mia, scripted.plan({ text: 'I look it up.', toolUses: [lookUp('#W1000002')] }, { text: 'Found.' }));
  await expect(replies(mia)).toContainText('Found.');
  const ada = await desk.open('ada');
  await expect(ada.getByRole('link', { name: /^send_email/ })).toBeVisible();
  await expectAccessible(ada);
  await ada.getByRole('link', { name: /^issue_store_credit/ }).click();
  await ada.getByRole('button', { name: 'Add rule' }).click();
  await expectAccessible(ada);
  await ada.goto('/settings');
  await ada.getByRole('link', { name: 'Store support' }).click();
  await expect(ada.getByRole('form', { name: 'Agent’s settings' })).toBeVisible();
  await expectAccessible(ada);
  await ada.goto(mia.url());
  await ada.getByRole('link', { name: 'Record of this run' }).click();
  await expect(ada.getByRole('heading', { name: 'Step 2' })).toBeVisible();
  await expectAccessible(ada);
  await ada.getByRole('link', { name: 'Mail' }).click();
  await expect(ada.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(ada);
  await ada.goto('/nothing/here');
  await expectAccessible(ada);
});
