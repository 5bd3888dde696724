import { ask, doing } from './support/chat';
import { card, openItem } from './support/inbox';
import { sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test('what ran is undone with one key; the one who asked reads it, and it is undone once', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, scripted.plan({ toolUses: [sendTo('1 Undo St', '#W1000001')] }, { text: 'Changed.' }));
  const item = await openItem(ravi, /1 Undo St/);
  await ravi.keyboard.press('a');
  await expect(item.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  const undo = item.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();

  await ravi.keyboard.press('u');
  await expect(item.getByText('Approved by Ravi Menon. It ran. Ravi Menon undid it.')).toBeVisible();
  await expect(undo).toHaveCount(0);
  await expect(doing(mia, '1 Undo St').getByRole('status')).toHaveText(
    'Ravi Menon approved it. It ran, and Ravi Menon undid it afterwards.',
  );
  await item.getByRole('link', { name: 'The whole run' }).click();
  await expect(ravi.getByText('undone by Ravi Menon')).toBeVisible();
});

test('nothing is undone over what was changed since, and one sees what that is', async ({ desk, scripted }) => {
  desk.expectComplaint(/409/);
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  for (const street of ['1 Early St', '2 Late St']) {
    await ask(mia, scripted.plan({ toolUses: [sendTo(street, '#W1000003')] }, { text: 'Changed.' }));
    const item = await openItem(ravi, new RegExp(`to ${street}`));
    await item.getByRole('button', { name: /^Approve: / }).click();
    await expect(item.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
    await mia.goto('/');
  }
  await ravi.goBack();
  const early = card(ravi, /to 1 Early St/);
  await early.getByRole('button', { name: 'Undo' }).click();
  await expect(early.getByText('Your undo did not count.')).toBeVisible();
  await expect(early.getByText('before: 1 Early St')).toBeVisible();
  await expect(early.getByText('after: 2 Late St')).toBeVisible();
  await expect(early.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
});
