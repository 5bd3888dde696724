import { ask, doing, replies } from './support/chat';
import { card, openItem } from './support/inbox';
import { email, sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('a reviewer decides without a mouse', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const first = await ask(mia, scripted.plan({ toolUses: [sendTo('1 Key St', '#W1000001')] }, { text: 'Changed.' }));
  await expect(doing(mia, '1 Key St')).toContainText('Waiting for approval');
  await ask(mia, scripted.plan({ toolUses: [sendTo('2 Key St', '#W1000003')] }, { text: 'Not changed.' }));
  await expect(doing(mia, '2 Key St')).toContainText('Waiting for approval');
  const rows = ravi.getByRole('list', { name: 'Inbox' }).getByRole('listitem');
  const { keyboard } = ravi;

  await keyboard.press('/');
  await expect(ravi.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await keyboard.type('Key St');
  await expect(rows).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(ravi.getByRole('searchbox', { name: 'Search' })).toHaveValue('Key St');
  await keyboard.press('j');
  await expect(card(ravi, /1 Key St/)).toBeVisible();
  await keyboard.press('j');
  await expect(card(ravi, /2 Key St/)).toBeVisible();
  await keyboard.press('k');
  await expect(card(ravi, /1 Key St/)).toBeVisible();
  await keyboard.press('Enter');
  await expect(card(ravi, /1 Key St/).getByRole('heading', { level: 2 })).toBeFocused();
  await keyboard.press('a');
  await expect(card(ravi, /1 Key St/).getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();

  await keyboard.press('j');
  await expect(card(ravi, /2 Key St/)).toBeVisible();
  await keyboard.press('r');
  await expect(ravi.getByRole('textbox', { name: 'Reason in your words' })).toBeFocused();
  await keyboard.type('Not this one');
  await keyboard.press('Control+Enter');
  await expect(card(ravi, /2 Key St/).getByText('Rejected by Ravi Menon because: Not this one.')).toBeVisible();
  await expect(replies(mia)).toHaveText(/Not changed\./);
  await mia.goto(first);
  await expect(replies(mia)).toHaveText(/Changed\./);
});

test('what cannot be undone takes a second press, then some seconds, and only then is sent', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const mail = email('mia@example.com', 'Your order', 'It is on its way.');
  await ask(mia, scripted.plan({ toolUses: [mail] }, { text: 'I have sent it.' }));
  const open = await openItem(ravi, /^Email mia@example\.com: “Your order”/);
  await expect(open.getByText('irreversible', { exact: true })).toBeVisible();
  await expect(open.getByRole('article', { name: 'E-mail that would be sent' })).toContainText('It is on its way.');
  await ravi.keyboard.press('a');
  await expect(open.getByRole('button', { name: /^Confirm: Email/ })).toBeFocused();
  await expect(open.getByText(/^Approved by/)).toHaveCount(0);
  await ravi.keyboard.press('a');
  await expect(open.getByText('Approved by Ravi Menon. It has not run yet.')).toBeVisible();
  await expect(open.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible({ timeout: 15_000 });
  await expect(replies(mia)).toHaveText(/I have sent it\./);
  await ravi.getByRole('link', { name: 'Mail' }).click();
  await expect(ravi.getByRole('article', { name: 'Caught e-mail' }).first()).toContainText('It is on its way.');
});
