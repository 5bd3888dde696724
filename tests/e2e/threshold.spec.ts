import { ask, doing, replies } from './support/chat';
import { expect, test } from './support/desk';
import { openItem, waiting } from './support/inbox';

test('an admin moves the threshold; the next small credit runs by itself, a larger one still asks', async ({
  desk,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ada.getByRole('link', { name: /issue_store_credit.*compensable/ }).click();
  const threshold = ada.getByRole('group', { name: 'Threshold' });
  await threshold.getByRole('combobox', { name: 'Argument' }).selectOption('amount_cents');
  await threshold.getByRole('textbox', { name: 'Automatic up to' }).fill('2500');
  await threshold.getByRole('button', { name: 'Set threshold' }).click();
  const rule = ada.getByRole('listitem', { name: 'Rule 1' });
  await expect(rule).toContainText('when amount_cents is at most 2500 it runs by itself');
  await expect(rule.getByRole('combobox', { name: 'The call' })).toHaveValue('auto');
  await ada.getByRole('spinbutton', { name: /^Hold before running/ }).fill('0');
  await ada.getByRole('textbox', { name: 'Reason for this change' }).fill('Small credits never were a question');
  await ada.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(ada.getByText(/Ada Lindholm saved this .*: Small credits never were a question/)).toBeVisible();
  await expect(ada.getByText('version 2', { exact: true })).toBeVisible();

  await ask(mia, 'Give me $20 store credit for order #W1000002 because it came late');
  await expect(doing(mia, 'Credit $20.00').getByRole('status')).toHaveText('Allowed by the rules. It ran.');
  await expect(replies(mia)).toContainText('$20.00 of store credit was issued');
  await ask(mia, 'Give me $40 store credit for order #W1000002 because it came very late');
  await expect(doing(mia, 'Credit $40.00').getByRole('status')).toContainText('Waiting for approval');
  const card = await openItem(ravi, /^Credit \$40\.00 to the gift card of Mia Chen/);
  await expect(card.getByText('compensable', { exact: true })).toBeVisible();
  await expect(waiting(ravi, /Credit \$20\.00/)).toHaveCount(0);
});
