import { ask, doing, replies } from './support/chat';
import { approveButton, openItem } from './support/inbox';
import { sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('a page that is loaded again in mid-stream goes on, and the answer stands once', async ({ desk, scripted }) => {
  const mia = await desk.open('mia');
  const lines = Array.from({ length: 25 }, (_, index) => `This is sentence number ${index + 1}.`);
  const address = await ask(mia, scripted.plan({ text: lines.join(' '), delayPerDeltaMs: 120 }));
  await expect(replies(mia)).toContainText('sentence number 3.');
  expect(await replies(mia).innerText()).not.toContain('sentence number 25.');
  await mia.reload();
  await expect(replies(mia)).toContainText('sentence number 3.');
  const elsewhere = await desk.open('mia');
  await elsewhere.goto(address);
  for (const page of [mia, elsewhere]) {
    await expect(replies(page)).toContainText('sentence number 25.');
    await expect(page.getByText('Working on it…')).toHaveCount(0);
    await expect(replies(page)).toHaveCount(1);
    await expect(page.getByText('This is sentence number 1. ')).toHaveCount(1);
  }
});

test('the server starts anew while a proposal waits; approved, the run goes on and answers', async ({
  desk,
  scripted,
}) => {
  desk.expectComplaint(
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/,
  );
  const mia = await desk.open('mia');
  await ask(mia, scripted.plan({ toolUses: [sendTo('9 Restart Rd', '#W1000001')] }, { text: 'It goes there now.' }));
  const strip = doing(mia, '9 Restart Rd').getByRole('status');
  await expect(strip).toContainText('Waiting for approval');
  await scripted.restart();

  const ravi = await desk.open('ravi');
  const card = await openItem(ravi, /to 9 Restart Rd/);
  await approveButton(card).click();
  await expect(card.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  await expect(strip).toHaveText('Ravi Menon approved it. It ran.');
  await expect(replies(mia)).toHaveText(/It goes there now\./);
});
