import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { ask, doing } from './support/chat';
import { openItem, reject, waiting } from './support/inbox';
import { expect, test } from './support/scripted';

// What the other tests of this application leave alone: they have its default rules.
const credit = (dollars: number, reason = 'It came late.') => ({
  name: 'issue_store_credit',
  input: { user_id: 'mia_chen_2041', amount_cents: dollars * 100, reason },
});
const moveTo = (address1: string) => ({
  name: 'modify_user_address',
  input: {
    ...{ user_id: 'mia_chen_2041', address1, address2: '', city: 'Springfield' },
    ...{ state: 'IL', country: 'USA', zip: '62701' },
  },
});

async function save(page: Page, reason: string) {
  await page.getByRole('textbox', { name: 'Reason for this change' }).fill(reason);
  const button = page.getByRole('button', { name: /^Save as version \d+$/ });
  const version = (await button.textContent())?.replace('Save as ', '') ?? '';
  await button.click();
  await expect(page.getByText(version, { exact: true })).toBeVisible();
}

test('an admin writes rules in rows, tries them on what happened, saves, compares and goes back', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  for (const dollars of [11, 12, 13]) {
    await ask(mia, scripted.plan({ toolUses: [credit(dollars)] }, { text: 'Done.' }));
    await expect(doing(mia, `$${dollars}.00`)).toContainText('Waiting for approval');
  }
  await reject(await openItem(ravi, /^Credit \$12\.00/), 'Not for this');
  await expect(waiting(ravi, /^Credit \$12\.00/)).toHaveCount(0);

  await ada.goto('/settings/tools/issue_store_credit');
  const trial = ada.getByRole('region', { name: 'What would change' });
  await expect(trial).toContainText('as they were saved');
  const first = ada.getByRole('listitem', { name: 'Rule 1', exact: true });
  const threshold = ada.getByRole('group', { name: 'Threshold' });
  await threshold.getByRole('combobox', { name: 'Argument' }).selectOption('amount_cents');
  await threshold.getByRole('textbox', { name: 'Automatic up to' }).fill('1200');
  await threshold.getByRole('button', { name: 'Set threshold' }).click();
  await expect(first).toContainText('when amount_cents is at most 1200 it runs by itself');
  await expect(trial).toContainText('3 calls in the last 30 days: 2 would have run by themselves, 1 asked people');
  await expect(trial.getByRole('alert')).toContainText('people had rejected 1 of those');
  await expect(trial.getByRole('link', { name: /^Credit \$12\.00/ })).toHaveAttribute('href', /^\/inbox\//);
  await expect(trial.getByRole('listitem').first()).toContainText('rejected');

  await first.getByRole('button', { name: 'Add a condition to rule 1' }).click();
  const second = first.getByRole('group', { name: 'Rule 1, condition 2' });
  await second.getByRole('combobox', { name: /: what$/ }).selectOption('user_id');
  await second.getByRole('textbox', { name: /: value$/ }).fill('mia_chen_2041');
  await first.getByRole('button', { name: 'CEL of rule 1' }).click();
  const cel = first.getByRole('textbox', { name: /^When/ });
  await expect(cel).toHaveValue('args.amount_cents <= 1200 && args.user_id == "mia_chen_2041"');

  desk.expectComplaint(/422/);
  await cel.fill('args.amont_cents <= 1200');
  await expect(first.getByRole('alert')).toContainText('There is no args.amont_cents; args has user_id, amount_cents');
  await cel.fill('args.reason < 1200');
  await expect(first.getByRole('alert')).toContainText("they can't be compared");
  await cel.fill('args.amount_cents <= 1100');
  await first.getByRole('button', { name: 'Rows of rule 1' }).click();
  await expect(first.getByRole('textbox', { name: /: value$/ })).toHaveValue('1100');
  await expect(trial).toContainText('rejected or edited none of those');
  await expectAccessible(ada);
  await save(ada, 'Small credits never were a question');

  const history = ada.getByRole('region', { name: 'History' });
  const current = history.getByRole('listitem', { name: 'Version 2' });
  await expect(current).toContainText('by Ada Lindholm');
  await expect(current).toContainText('Small credits never were a question');
  await expect(current).toContainText('new: When args.amount_cents <= 1100: runs by itself');
  await ask(mia, scripted.plan({ toolUses: [credit(10)] }, { text: 'Done.' }));
  await expect(doing(mia, '$10.00')).toContainText('Allowed by the rules');

  await history.getByRole('button', { name: 'Roll back to 1' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Roll back to version 1?' });
  await expect(dialog).toContainText('Every call asks one reviewer');
  await expectAccessible(ada);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was too much');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(ada.getByText('version 3', { exact: true })).toBeVisible();
  await expect(history.getByRole('listitem', { name: 'Version 3' })).toContainText(
    'gone: When args.amount_cents <= 1100',
  );
  await ask(mia, scripted.plan({ toolUses: [credit(9)] }, { text: 'Done.' }));
  await expect(doing(mia, '$9.00')).toContainText('Waiting for approval');
});

test('a preset lets what can be undone run, and a class override takes it back', async ({ desk, scripted }) => {
  const [mia, ada] = [await desk.open('mia'), await desk.open('ada')];
  await ada.goto('/settings/tools/modify_user_address');
  await ada.getByRole('button', { name: 'Reversible runs, the rest asks' }).click();
  await expect(ada.getByRole('listitem', { name: 'Rule 1', exact: true })).toContainText(
    'when tool reversibility is reversible it runs by itself',
  );
  await save(ada, 'It can be undone');
  await ask(mia, scripted.plan({ toolUses: [moveTo('1 Rule St')] }, { text: 'Done.' }));
  await expect(doing(mia, '1 Rule St')).toContainText('Allowed by the rules');

  await ada.getByRole('combobox', { name: 'Treated as' }).selectOption('irreversible');
  await save(ada, 'Addresses are hard to find again');
  await expect(ada.getByRole('list', { name: 'Versions' })).toContainText('new: Treated as irreversible');
  await ask(mia, scripted.plan({ toolUses: [moveTo('2 Rule St')] }, { text: 'Done.' }));
  await expect(doing(mia, '2 Rule St')).toContainText('Waiting for approval');

  await ada.getByRole('combobox', { name: 'Treated as' }).selectOption('');
  await ada.getByRole('button', { name: 'Every write asks' }).click();
  await save(ada, 'As before');
});

test('two different people have to approve where a rule says two', async ({ desk, scripted }) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ada.goto('/settings/tools/modify_user_address');
  await ada.getByRole('button', { name: 'Add rule' }).click();
  const rule = ada.getByRole('listitem', { name: 'Rule 1', exact: true });
  await rule.getByRole('combobox', { name: 'People needed' }).selectOption('2');
  await rule.getByRole('combobox', { name: 'From' }).selectOption('reviewer');
  await expect(rule).toContainText('always it asks 2 people (any reviewer)');
  await expect(rule).toContainText('Whoever asked for a call decides it only when they are named here');
  await save(ada, 'Two pairs of eyes');
  await ask(mia, scripted.plan({ toolUses: [moveTo('3 Rule St')] }, { text: 'Done.' }));
  await expect(doing(mia, '3 Rule St')).toContainText('Waiting for approval');
  for (const page of [ravi, ada]) {
    await page.goto('/inbox');
    const card = await openItem(page, /3 Rule St/);
    await card.getByRole('button', { name: /^Approve: / }).click();
    await expect(card.getByText(page === ravi ? '1 of 2 approvals' : /succeeded/).first()).toBeVisible();
  }
  await ada.goto('/settings/tools/modify_user_address');
  await ada.getByRole('button', { name: 'Every write asks' }).click();
  await save(ada, 'One is enough');
});

test('an approval has to be typed where policy says so', async ({ desk, scripted }) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ada.goto('/settings/tools/modify_user_address');
  await ada.getByRole('combobox', { name: 'To approve, type' }).selectOption('zip');
  await save(ada, 'Look at the zip');
  await ask(mia, scripted.plan({ toolUses: [moveTo('4 Rule St')] }, { text: 'Done.' }));
  await expect(doing(mia, '4 Rule St')).toContainText('Waiting for approval');
  const card = await openItem(ravi, /4 Rule St/);
  const approve = card.getByRole('button', { name: /^Approve: / });
  await expect(approve).toBeDisabled();
  await card.getByRole('textbox', { name: /^To approve, type zip/ }).fill('62701');
  await expectAccessible(ravi);
  await approve.click();
  await expect(card.getByText(/succeeded/)).toBeVisible();
  await ada.getByRole('combobox', { name: 'To approve, type' }).selectOption('');
  await save(ada, 'It was enough');
});

test('an admin teaches a narrow rule from a card and revokes it; a reviewer can’t', async ({ desk, scripted }) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await ask(mia, scripted.plan({ toolUses: [credit(21)] }, { text: 'Done.' }));
  await expect(doing(mia, '$21.00')).toContainText('Waiting for approval');
  const seen = await openItem(ravi, /^Credit \$21\.00/);
  await expect(seen.getByRole('button', { name: 'Always allow this kind' })).toHaveCount(0);
  await ada.goto('/inbox');
  const card = await openItem(ada, /^Credit \$21\.00/);
  await card.getByRole('button', { name: 'Always allow this kind' }).focus();
  await ada.keyboard.press('Enter');
  const dialog = ada.getByRole('dialog', { name: 'Always allow this kind?' });
  const conditions = dialog.getByRole('list', { name: 'Conditions' });
  await expect(conditions.getByRole('listitem')).toHaveText([
    /^agent name is /,
    'amount_cents is at most 2100',
    'user_id is mia_chen_2041',
  ]);
  await expect(dialog.getByRole('status').first()).toContainText('in the last 30 days');
  await expectAccessible(ada);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Mia is a good customer');
  await dialog.getByRole('button', { name: 'Allow this kind' }).click();
  await expect(ada.getByText(/^Saved as version \d+ of the rules for issue_store_credit/)).toBeVisible();
  await ask(mia, scripted.plan({ toolUses: [credit(20)] }, { text: 'Done.' }));
  await expect(doing(mia, '$20.00')).toContainText('Allowed by the rules');
  await ask(mia, scripted.plan({ toolUses: [credit(22)] }, { text: 'Done.' }));
  await expect(doing(mia, '$22.00')).toContainText('Waiting for approval');

  await ada.goto('/settings');
  const taught = ada.getByRole('list', { name: 'Taught rules' });
  await expect(taught.getByRole('listitem')).toContainText(/Ada Lindholm.* let 1 call run/);
  await expectAccessible(ada);
  await taught.getByRole('button', { name: 'Revoke the rule for issue_store_credit' }).click();
  await expect(taught.getByRole('listitem')).toHaveCount(0);
  await ask(mia, scripted.plan({ toolUses: [credit(19)] }, { text: 'Done.' }));
  await expect(doing(mia, '$19.00')).toContainText('Waiting for approval');
});
