import type { Page } from '@playwright/test';
import { ask, doing, replies } from './support/chat';
import { approveButton, reject, waiting } from './support/inbox';
import { sendTo } from './support/plans';
import { expect, test } from './support/scripted';

// It counts on the seed's addresses.
test.use({ alone: 'group' });

const group = (ravi: Page) => ravi.getByRole('region', { name: '2 steps proposed together' });
const step = (ravi: Page, number: number) =>
  group(ravi)
    .getByRole('listitem')
    .filter({ hasText: `Step ${number} of 2` });

test('two writes on one record stand together, the second on top of the first, and are approved together', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const calls = [sendTo('1 First St', '#W1000001'), sendTo('2 Second St', '#W1000001')];
  await ask(mia, scripted.plan({ text: 'I propose both.', toolUses: calls }, { text: 'Both are done.' }));
  await expect(waiting(ravi, /to 1 First St.*of 2/)).toBeVisible();
  await waiting(ravi, /to 2 Second St.*of 2/).click();

  await expect(step(ravi, 2).getByRole('heading', { level: 2 })).toBeInViewport();
  await expect(ravi.getByRole('navigation', { name: 'Main' })).toBeInViewport({ ratio: 1 });
  await expect(step(ravi, 1).getByText('before: 17 Clover Hill')).toBeVisible();
  await expect(step(ravi, 1).getByText('after: 1 First St')).toBeVisible();
  await expect(step(ravi, 2).getByText('before: 1 First St')).toBeVisible();
  await expect(step(ravi, 2).getByText('after: 2 Second St')).toBeVisible();
  const all = group(ravi).getByRole('button', { name: 'Approve all 2 steps' });
  await step(ravi, 1).getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(all).toBeDisabled();
  await step(ravi, 1).getByRole('button', { name: 'Cancel edit' }).click();
  await all.click();
  for (const number of [1, 2]) {
    await expect(step(ravi, number).getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  }
  await expect(doing(mia, 'Ravi Menon approved it. It ran.')).toHaveCount(2);
  await expect(replies(mia)).toHaveText(/Both are done\./);
});

test('rejecting the first redraws the second', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const calls = [sendTo('3 Third St', '#W1000003'), sendTo('4 Fourth St', '#W1000003')];
  await ask(mia, scripted.plan({ toolUses: calls }, { text: 'Only the second one was done.' }));
  await waiting(ravi, /to 3 Third St/).click();
  await expect(step(ravi, 2).getByText('before: 3 Third St')).toBeVisible();

  await reject(step(ravi, 1), 'Not that street');
  await expect(step(ravi, 1).getByText('Rejected by Ravi Menon because: Not that street.')).toBeVisible();
  await expect(step(ravi, 2).getByText('version 2', { exact: true })).toBeVisible();
  await expect(step(ravi, 2).getByText('before: 3 Third St')).toHaveCount(0);
  await expect(step(ravi, 2).getByText('after: 4 Fourth St')).toBeVisible();
  await approveButton(step(ravi, 2)).click();
  await expect(step(ravi, 2).getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  await expect(doing(mia, '3 Third St').getByRole('status').first()).toContainText('Ravi Menon rejected it');
  await expect(replies(mia)).toHaveText(/Only the second one was done\./);
});
