import { ask, doing, replies } from './support/chat';
import { approveButton, openItem } from './support/inbox';
import { sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('an admin halts everything: all see it, decisions and messages are kept, and resuming sends what was approved', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ask(mia, scripted.plan({ toolUses: [sendTo('4 Halted Way', '#W1000001')] }, { text: 'It goes there now.' }));
  const strip = doing(mia, '4 Halted Way').getByRole('status');
  await expect(strip).toContainText('Waiting for approval');

  await ada.getByRole('button', { name: 'Halt', exact: true }).press('Enter');
  const dialog = ada.getByRole('dialog', { name: 'Halt everything?' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The bank called');
  await dialog.getByRole('button', { name: 'Halt now' }).press('Enter');
  const banner = /Halted by Ada Lindholm since .*nothing is being sent\. Reason: The bank called/;
  for (const page of [ada, ravi, mia]) {
    await expect(page.getByRole('status').filter({ hasText: banner })).toBeVisible({ timeout: 15_000 });
  }
  await expect(ada.getByRole('button', { name: 'Halted already' })).toBeDisabled();

  const card = await openItem(ravi, /to 4 Halted Way/);
  await expect(card.getByText('Halted: you can decide, and your decision is kept.')).toBeVisible();
  await approveButton(card).click();
  await expect(strip).toContainText('Ravi Menon approved it. It has not run yet.');
  const waiting = await desk.open('mia');
  await ask(waiting, scripted.plan({ text: 'Here I am again.' }));
  await expect(waiting.getByText('Halted: your message is kept')).toBeVisible();

  await ada.getByRole('button', { name: 'Resume everything' }).press('Enter');
  await ada.getByRole('button', { name: 'Resume now' }).press('Enter');
  await expect(ada.getByRole('status').filter({ hasText: banner })).toHaveCount(0);
  await expect(strip).toHaveText('Ravi Menon approved it. It ran.', { timeout: 15_000 });
  await expect(replies(mia)).toHaveText(/It goes there now\./);
  await expect(replies(waiting)).toHaveText(/Here I am again\./);
});
