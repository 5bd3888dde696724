import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { ask, replies } from './support/chat';
import { expect as expectSoon, test } from './support/scripted';

// It changes what every run of the agent is held to.
test.use({ alone: 'agent-settings' });
const expect = expectSoon.configure({ timeout: 15_000 });

const box = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const promise = (page: Page) => box(page, 'Forbidden promises: 1');
const open = async (page: Page) => {
  await page.goto('/settings/agents/retail');
  await expect(box(page, 'Ask back below')).toBeVisible();
};
const save = async (page: Page, version: number, reason: string) => {
  await box(page, 'Reason for this change').fill(reason);
  await page.getByRole('button', { name: `Save as version ${version}` }).click();
};

test('an admin sets the front door, a forbidden promise and a cap by keyboard; the next runs keep to them', async ({
  desk,
  scripted,
}) => {
  test.setTimeout(120_000);
  desk.expectComplaint(/409|422/);
  const [ada, mia] = [await desk.open('ada'), await desk.open('mia')];
  await open(ada);
  const late = await ada.context().newPage();
  await open(late);

  await box(ada, 'Ask back below').fill('1.2');
  await ada.getByRole('button', { name: 'Add promise' }).focus();
  await ada.keyboard.press('Enter');
  await promise(ada).fill('money back');
  await expect(ada.getByText('Not saved: Front door, Answers')).toBeVisible();
  await save(ada, 2, 'Nobody can keep that');
  await expect(box(ada, 'Ask back below')).toBeFocused();
  await expect(box(ada, 'Ask back below')).toHaveAccessibleDescription(/Use 1 or less\./);
  await expectAccessible(ada);
  await box(ada, 'Ask back below').fill('0.95');
  await expect(ada.getByRole('group', { name: 'What changes' })).toContainText('Forbidden promises: “money back”');
  await box(ada, 'Reason for this change').focus();
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('listitem', { name: 'Version 2' })).toContainText('Nobody can keep that');

  await box(late, 'One conversation').fill('0.001');
  await save(late, 2, 'A small cap');
  await expect(late.getByText(/^Ada Lindholm saved version 2 meanwhile\. Nothing of yours was saved/)).toBeVisible();
  await late.getByRole('button', { name: 'Put my changes on theirs' }).press('Enter');
  await expect(late.getByText(/^Your changes stand on version 2 now/)).toContainText(
    'Others changed Front door · Ask back below, Answers · Forbidden promises.',
  );
  await expect(box(late, 'Ask back below')).toHaveValue('0.95');
  await expect(promise(late)).toHaveValue('money back');
  await expect(box(late, 'One conversation')).toHaveValue('0.001');
  await expect(late.getByText('Not saved: Caps')).toBeVisible();

  const question = 'Which order do you mean?';
  await ask(mia, scripted.understand('Change it', { intent: 'order_change', confidence: 0.9, question }));
  await expect(replies(mia)).toContainText(question);
  const [offered, honest] = ['You get your money back.', 'A colleague looks at it.'];
  await ask(mia, scripted.plan({ text: offered }, { text: honest }));
  await expect(replies(mia)).toContainText(honest);
  await expect(mia.getByText(offered)).toHaveCount(0);

  await save(late, 3, 'A small cap');
  await expect(late.getByRole('listitem', { name: 'Version 3' })).toContainText(
    'Caps · One conversation: 0.001 dollars',
  );
  const conversation = await ask(mia, scripted.plan({ text: 'Never said.' }));
  await expect(replies(mia)).toContainText('colleague');
  await ada.goto(conversation);
  await ada.getByRole('link', { name: 'Record of this run' }).click();
  await expect(ada.getByText(/This conversation has spent .* of its \$0\.0010/)).toBeVisible();
  await expect(ada.getByText(/^(under )?\$0\.\d{2,4} of \$0\.0010 and .* tokens in, \d+ out in 1 run$/)).toBeVisible();

  await open(ada);
  await ada.getByRole('button', { name: 'Caps: back to default' }).click();
  await expect(box(ada, 'One conversation')).toHaveValue('');
  await expectAccessible(ada);
});
