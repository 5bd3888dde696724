import { ask, replies } from './support/chat';
import { approveButton, openItem, reject } from './support/inbox';
import { sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('of two who decide at once the second sees who decided, and the card settles', async ({ desk, scripted }) => {
  desk.expectComplaint(/409 .*\/decisions/);
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ask(mia, scripted.plan({ toolUses: [sendTo('6 Race Way', '#W1000003')] }, { text: 'One of them said yes.' }));
  const title = /to 6 Race Way/;
  const first = await openItem(ravi, title);
  await ada.goto('/inbox');
  const second = await openItem(ada, title);
  // Ada's answer is on its way when Ravi's arrives.
  await ada.route('**/decisions', async (route) => {
    await approveButton(first).click();
    await expect(first.getByText('Approved by Ravi Menon.')).toBeVisible();
    await route.continue();
  });
  await reject(second, 'I would rather not');
  await expect(second.getByRole('alert')).toContainText(/Your decision did not count\..*Approved by Ravi Menon\./);
  await expect(second.getByRole('button', { name: /Approve|Reject|Edit/ })).toHaveCount(0);
  await expect(
    second.getByRole('status').filter({ hasText: 'Approved by Ravi Menon. It ran and succeeded.' }),
  ).toBeVisible();
  await expect(replies(mia)).toHaveText(/One of them said yes\./);
});
