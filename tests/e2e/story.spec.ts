import { ask, doing, replies } from './support/chat';
import { expect, test } from './support/desk';
import { approveButton, openItem, reject, waiting } from './support/inbox';

test('asked, approved, done: an address of an order', async ({ desk }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, 'Change the address of order #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701');
  await expect(mia.getByText('Rules mode', { exact: true })).toBeVisible();
  await expect(doing(mia, 'Looking up order #W1000001')).toContainText('done');
  const strip = doing(mia, 'Send order #W1000001 of Mia Chen to 12 Elm St');
  await expect(strip.getByRole('status')).toHaveText(
    /^Waiting for approval by the support team · expires .+ · nothing has been sent$/,
  );

  const card = await openItem(ravi, /Send order #W1000001 of Mia Chen to 12 Elm St/);
  await expect(card.getByRole('heading', { level: 2 })).toHaveText(
    'Send order #W1000001 of Mia Chen to 12 Elm St, Apt 4, Springfield, IL 62701, USA ' +
      'instead of 17 Clover Hill, Apt 5, Madison, WI 53703, USA',
  );
  await expect(card.getByText('reversible', { exact: true })).toBeVisible();
  await expect(card.getByText('Mia Chen asked through retail')).toBeVisible();
  const changes = card.getByRole('group', { name: 'Changes to orders #W1000001' });
  await expect(changes.getByText('before: Madison')).toBeVisible();
  await expect(changes.getByText('after: Springfield')).toBeVisible();
  await approveButton(card).click();
  await expect(card.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
  await expect(waiting(ravi, /12 Elm St/)).toHaveCount(0);

  await expect(strip.getByRole('status')).toHaveText('Ravi Menon approved it. It ran.');
  await expect(replies(mia)).toHaveText(/Order #W1000001 now goes to 12 Elm St, Apt 4, Springfield, IL 62701, USA\./);
});

test('approved with edits: the preview follows the form, and everybody reads what really ran', async ({ desk }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, 'Change the address of order #W1000003 to 5 Oak Ave, Denver, CO 80202');
  const title = /Send order #W1000003 of Mia Chen to 5 Oak Ave/;
  await expect(doing(mia, title)).toContainText('Waiting for approval');

  const card = await openItem(ravi, title);
  await card.getByRole('button', { name: 'Edit' }).click();
  const form = card.getByRole('form', { name: 'Edit' });
  await form.getByRole('textbox', { name: 'zip' }).fill('80203');
  const changes = form.getByRole('group', { name: 'Changes to orders #W1000003' });
  await expect(changes.getByText('after: 80203')).toBeVisible();
  await form.getByRole('button', { name: /^Approve with edits: .*80203/ }).click();
  const settled = ravi.getByRole('region', { name: 'Open item' }).getByRole('article', { name: /80203/ });
  await expect(settled.getByText('Approved with edits by Ravi Menon. It ran and succeeded.')).toBeVisible();

  const strip = doing(mia, /Send order #W1000003/);
  await expect(strip.getByRole('status')).toHaveText('Ravi Menon approved it with edits. It ran.');
  await expect(replies(mia)).toHaveText(/The reviewer changed your request.*zip from "80202" to "80203".*80203, USA\./);
});

test('rejected with a reason: nothing ran, and the reply says so', async ({ desk }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, 'Cancel order #W1000007, I ordered it by mistake');
  const card = await openItem(ravi, /#W1000007/);
  await reject(card, 'It has left the warehouse');
  await expect(card.getByText('Rejected by Ravi Menon because: It has left the warehouse.')).toBeVisible();

  await expect(doing(mia, '#W1000007').getByRole('status')).toHaveText(
    'Ravi Menon rejected it because: It has left the warehouse. Nothing has been sent.',
  );
  await expect(replies(mia)).toHaveText(/I could not cancel order #W1000007\..*It has left the warehouse/);
});

test('answered instead: the agent goes on with what the reviewer says', async ({ desk }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, 'Change the address of order #W1000007 to 8 Pine Rd, Austin, TX 78701');
  const card = await openItem(ravi, /#W1000007 of Mia Chen to 8 Pine Rd/);
  await card.getByRole('button', { name: 'Respond' }).click();
  await card.getByRole('textbox', { name: 'Message to the agent' }).fill('Ask for the apartment number first.');
  await card.getByRole('button', { name: 'Send response' }).click();
  await expect(card.getByText('Ravi Menon answered instead: “Ask for the apartment number first.”')).toBeVisible();

  const strip = doing(mia, '8 Pine Rd').getByRole('status');
  await expect(strip).toHaveText(/Ravi Menon answered instead: “Ask for the apartment.*” Nothing has been sent\./);
  await expect(replies(mia)).toHaveText(/could not change the address.*Ask for the apartment number first/);
});
