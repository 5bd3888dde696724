import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { ask } from './support/chat';
import { openItem } from './support/inbox';
import { lookUp } from './support/plans';
import { expect, test } from './support/scripted';

// It counts on the seed's addresses.
test.use({ alone: 'provenance' });

/** The row of one argument. */
const row = (card: Locator, name: string) =>
  listOf(card)
    .locator('> div')
    .filter({ has: card.page().getByText(name, { exact: true }) });

const listOf = (card: Locator) => card.locator('section', { hasText: /^Arguments of/ }).locator('dl');

test('every argument says where it came from, what is made up first, and leads to the step it came from', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const street = { address1: '12 Elm St', address2: '', city: 'Madison', state: 'WI', country: 'USA', zip: '99999' };
  const change = { name: 'modify_pending_order_address', input: { order_id: '#W1000001', ...street } };
  const plan = scripted.plan({ toolUses: [lookUp('#W1000001')] }, { toolUses: [change] }, { text: 'It is done.' });
  await ask(mia, `${plan} My order W1000001 goes to 12 Elm St, same town.`);
  const card = await openItem(ravi, /to 12 Elm St/);

  await expect(row(card, 'order_id')).toContainText("from the requester's words");
  await expect(row(card, 'address1')).toContainText("from the requester's words");
  await expect(row(card, 'zip')).toContainText('made up by the agent');
  await expect(listOf(card).locator('dt').first()).toHaveText('zip');
  await expectAccessible(ravi);

  await card.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = card.getByRole('form', { name: 'Edit' });
  await form.getByRole('textbox', { name: 'zip' }).fill('53703');
  await form.getByRole('button', { name: /^Approve with edits: / }).click();
  const settled = ravi.getByRole('region', { name: 'Open item' }).getByRole('article', { name: /53703/ });
  await expect(row(settled, 'zip')).toContainText('edited by Ravi Menon');
  await expect(row(settled, 'city')).toContainText('from get_order_details, step 1');

  await row(settled, 'city').getByRole('link').focus();
  await ravi.keyboard.press('Enter');
  await expect(ravi).toHaveURL(/\/runs\/[^/]+#step-1$/);
  await expect(ravi.getByRole('region', { name: 'Step 1' })).toBeFocused();
});
