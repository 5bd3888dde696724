import { expectAccessible } from './support/accessible';
import { expect, test } from './support/desk';

test('an admin invites by keyboard, and the invited person comes in by the link, once', async ({ desk }) => {
  const ada = await desk.open('ada');
  await ada.goto('/settings/people');
  await expect(ada.getByRole('list', { name: 'People' })).toContainText('Ravi');
  await ada.getByRole('textbox', { name: 'E-mail address' }).focus();
  await ada.keyboard.type('noor@company.example');
  await ada.keyboard.press('Enter');
  const link = await ada.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  await expect(ada.getByRole('list', { name: 'Open invitations' })).toContainText('noor@company.example');
  await expectAccessible(ada);

  const noor = await desk.visit();
  await noor.goto(link);
  await noor.getByRole('textbox', { name: 'Name' }).fill('Noor Haddad');
  await noor.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await expectAccessible(noor);
  await noor.getByRole('button', { name: 'Join' }).click();
  await expect(noor.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await noor.getByRole('textbox', { name: 'Email' }).fill('noor@company.example');
  await noor.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await noor.getByRole('button', { name: 'Sign in', exact: true }).click();
  await noor.waitForURL('/inbox');

  const again = await desk.visit();
  // The second use of the link is refused, and so is what a disabled person’s open page asks for.
  desk.expectComplaint(/404|401/);
  await again.goto(link);
  await again.getByRole('textbox', { name: 'Name' }).fill('Eve');
  await again.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await again.getByRole('button', { name: 'Join' }).click();
  await expect(again.getByRole('alert').filter({ hasText: 'This invitation was used' })).toBeVisible();

  await ada.reload();
  await ada.getByRole('button', { name: 'Change Noor Haddad' }).focus();
  await ada.keyboard.press('Enter');
  const dialog = ada.getByRole('dialog', { name: 'Noor Haddad' });
  await expect(dialog).toBeVisible();
  await expectAccessible(ada);
  await dialog.getByRole('button', { name: 'Disable Noor Haddad' }).focus();
  await ada.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Let Noor Haddad in again' })).toBeVisible();
  await noor.reload();
  await expect(noor.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a group is made and filled by keyboard, asked by a rule, and shown with who can decide', async ({ desk }) => {
  desk.expectComplaint(/409/);
  const ada = await desk.open('ada');
  await ada.getByRole('link', { name: /^Groups/ }).click();
  await ada.getByRole('textbox', { name: 'Name of a new group' }).focus();
  await ada.keyboard.type('care');
  await ada.keyboard.press('Enter');
  const group = ada.getByRole('region', { name: 'care' });
  const person = group.getByRole('combobox', { name: 'Person' });
  await expect(person.getByRole('option', { name: /ravi@/ })).toBeAttached();
  await person.focus();
  await ada.keyboard.type('Ravi');
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('Enter');
  await expect(group.getByRole('list', { name: 'Members of care' })).toContainText('ravi@');
  await expectAccessible(ada);

  await ada.goto('/settings/tools/modify_user_address');
  await ada.getByRole('button', { name: 'Add rule' }).click();
  await ada.getByRole('combobox', { name: 'From' }).selectOption('group:care');
  await ada.getByRole('textbox', { name: /reason/i }).fill('Care decides on addresses.');
  await ada.getByRole('button', { name: /^Save/ }).click();
  await expect(ada.getByText('version 1', { exact: true })).toBeVisible();

  await ada.goto('/settings/deciders');
  const rules = ada.getByRole('list', { name: 'Rules of modify_user_address' });
  await expect(rules).toContainText('group care');
  await expect(rules).toContainText('Ravi');
  await expect(rules).not.toContainText('Ada');
  await expectAccessible(ada);

  await ada.goto('/settings/groups');
  await ada.getByRole('button', { name: 'Delete care' }).click();
  await expect(group.getByText('the rules of modify_user_address')).toBeVisible();
});

test('a person makes a token of their own and ends it', async ({ desk }) => {
  const mia = await desk.open('mia');
  await mia.getByRole('button', { name: /^Account: / }).click();
  await mia.getByRole('menuitem', { name: 'API tokens' }).click();
  await mia.getByRole('textbox', { name: 'What it is for' }).fill('My script');
  await mia.keyboard.press('Enter');
  await expect(mia.getByRole('textbox', { name: 'Token for My script' })).toHaveValue(/^cs_/);
  await expectAccessible(mia);
  await mia.getByRole('button', { name: 'End My script' }).click();
  await expect(mia.getByText('None.')).toBeVisible();
});
