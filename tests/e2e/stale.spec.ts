import { expectAccessible } from './support/accessible';
import { expect, test } from './support/desk';

test('rules and caps that somebody saved first keep what one wrote, by keyboard', async ({ desk }) => {
  desk.expectComplaint(/409/);
  const [ada, late] = [await desk.open('ada'), await desk.open('ada')];
  for (const page of [ada, late]) await page.goto('/settings/tools/exchange_delivered_order_items');
  const hold = (page: typeof ada) => page.getByRole('spinbutton', { name: /^Hold before running/ });
  const expires = (page: typeof ada) => page.getByRole('spinbutton', { name: 'Expires after', exact: true });
  const saveRules = async (page: typeof ada) => {
    await page.getByRole('textbox', { name: 'Reason for this change' }).fill('For a test');
    await page.getByRole('button', { name: /^Save as version/ }).press('Enter');
  };
  const before = await expires(late).inputValue();
  await hold(late).fill('45');
  await expires(ada).fill(String(Number(before) + 1));
  await saveRules(ada);
  await expect(ada.getByText(/^Saved as version/)).toBeVisible();
  await saveRules(late);
  await late.getByRole('button', { name: 'Put my changes on theirs' }).press('Enter');
  await expect(late.locator(':focus')).toContainText('Others changed when it expires.');
  await expectAccessible(late);
  await expect(hold(late)).toHaveValue('45');
  await expect(expires(late)).toHaveValue(String(Number(before) + 1));
  await saveRules(late);
  await expect(late.getByText(/^Saved as version/)).toBeVisible();

  for (const page of [ada, late]) await page.goto('/settings/costs');
  const caps = (page: typeof ada) => page.getByRole('form', { name: 'Caps of the organisation' });
  await caps(late).getByLabel('Dollars a day').fill('900');
  await caps(ada).getByLabel('Dollars a day').fill('800');
  await caps(ada).getByRole('button', { name: 'Save caps' }).press('Enter');
  await expect(ada.getByText(/^Saved as version/)).toBeVisible();
  await caps(late).getByRole('button', { name: 'Save caps' }).press('Enter');
  await late.getByRole('button', { name: 'Drop my changes' }).press('Enter');
  await expect(caps(late).getByLabel('Dollars a day')).toHaveValue('800');
  // Other tests share the application.
  await caps(late).getByLabel('Dollars a day').fill('');
  await caps(late).getByRole('button', { name: 'Save caps' }).press('Enter');
  await expect(late.getByText(/^Saved as version/)).toBeVisible();
});
