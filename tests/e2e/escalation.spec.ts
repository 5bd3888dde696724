import type { Page } from '@playwright/test';
import { ask, replies } from './support/chat';
import { waiting } from './support/inbox';
import { lookUp } from './support/plans';
import { expect, test } from './support/scripted';

test.use({ alone: 'escalation' });

const loop = { toolUses: [lookUp('#W1000002')] };

/** The form in which a person answers, once the run that waits is open. */
async function takeUp(ravi: Page, message: string) {
  const title = 'get_order_details was called 3 times in a row';
  await expect(waiting(ravi, title)).toContainText('Escalation');
  await waiting(ravi, title).click();
  await expect(ravi.getByText('The agent asked for the same thing again and again.')).toBeVisible();
  await expect(ravi.getByRole('region', { name: 'Conversation' }).getByText(message)).toBeVisible();
  return ravi.getByRole('form', { name: 'Answer Mia Chen' });
}

test('a run that loops is handed to a person, who answers in the thread by name', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const message = scripted.plan(loop, loop, loop);
  await ask(mia, message);
  await expect(replies(mia)).toHaveText(
    /I was going round in circles, so I stopped and asked a colleague to take over\. They will answer you here\./,
  );
  const form = await takeUp(ravi, message);
  await form.getByRole('textbox', { name: 'Reply in the thread' }).fill('Hello Mia, I have looked it up for you.');
  await form.getByRole('button', { name: 'Send reply' }).click();
  await expect(ravi.getByText(/Ravi Menon answered it in the thread/)).toBeVisible();

  const answer = mia.getByRole('article', { name: 'Ravi Menon wrote' });
  await expect(answer).toContainText('a person of the support team');
  await expect(answer).toContainText('Hello Mia, I have looked it up for you.');
});

test('with guidance the agent goes on and answers', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const message = scripted.plan(loop, loop, loop);
  await ask(mia, message);
  const form = await takeUp(ravi, message);
  await form.getByRole('button', { name: 'Resume with guidance' }).click();
  const guidance = scripted.plan({ text: 'Your parcel came on Monday.' });
  await form.getByRole('textbox', { name: 'Guidance for the agent' }).fill(guidance);
  await form.getByRole('button', { name: 'Resume run' }).click();
  await expect(ravi.getByText(/Ravi Menon let the agent go on with guidance/)).toBeVisible();

  await expect(mia.getByText('Taken up again with guidance from the support team')).toBeVisible();
  await expect(replies(mia).last()).toContainText('Your parcel came on Monday.');
  await expect(mia.getByText(guidance)).toHaveCount(0);
});

test('an escalation can be closed with last words', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const message = scripted.plan(loop, loop, loop);
  await ask(mia, message);
  const form = await takeUp(ravi, message);
  await form.getByRole('button', { name: 'Close', exact: true }).click();
  await form.getByRole('textbox', { name: /^Last words/ }).fill('We talked on the phone.');
  await form.getByRole('button', { name: 'Close escalation' }).click();
  await expect(ravi.getByText(/Ravi Menon closed it/)).toBeVisible();
  await expect(mia.getByRole('article', { name: 'Ravi Menon wrote' })).toContainText('We talked on the phone.');
});
