import { ask, replies } from './support/chat';
import { expectAccessible } from './support/accessible';
import { waiting } from './support/inbox';
import { lookUp } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

test.use({ alone: 'answers' });
const expect = expectSoon.configure({ timeout: 15_000 });
test.beforeEach(() => test.setTimeout(120_000));

const CLAIM = 'I have cancelled your order #W1000001.';

test('a false "cancelled" is written again, and the customer never reads it', async ({ desk, scripted }) => {
  const mia = await desk.open('mia');
  const honest = 'I can cancel your order #W1000001. Shall I?';
  await ask(mia, scripted.plan({ toolUses: [lookUp('#W1000001')] }, { text: CLAIM }, { text: honest }));
  await expect(replies(mia)).toContainText(honest);
  await expect(mia.getByText('I have cancelled')).toHaveCount(0);
});

test('a second failure reaches the inbox as a draft, which a person edits and sends', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, scripted.plan({ text: CLAIM }, { text: `${CLAIM} Have a good day.` }));
  await expect(replies(mia)).toContainText('I have asked a colleague');
  await expect(mia.getByText('I have cancelled')).toHaveCount(0);

  await waiting(ravi, 'The answer was not sent.').click();
  await expect(ravi.getByText('The agent’s answer was not sent.')).toBeVisible();
  await expect(ravi.getByText('No call that does this has succeeded in this conversation.').first()).toBeVisible();
  const form = ravi.getByRole('form', { name: 'Answer Mia Chen' });
  const box = form.getByRole('textbox', { name: 'Reply in the thread' });
  await expect(box).toHaveValue(`${CLAIM} Have a good day.`);
  await expectAccessible(ravi);
  await box.fill('Your order #W1000001 still stands. Shall I cancel it?');
  await form.getByRole('button', { name: 'Send reply' }).click();
  await expect(mia.getByRole('article', { name: 'Ravi Menon wrote' })).toContainText(
    'still stands. Shall I cancel it?',
  );
  await expect(mia.getByText('I have cancelled')).toHaveCount(0);
});
