import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ask, doing, replies, say } from '../e2e/support/chat';
import { expect, test } from '../e2e/support/desk';
import { approveButton, openItem, waiting } from '../e2e/support/inbox';

const images = join(import.meta.dirname, '../../docs/images');
const desktop = { viewport: { width: 1280, height: 800 } };

async function draw(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('region', { name: /^Notifications/ }).getByRole('listitem')).toHaveCount(0);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

test('the pictures of the README', async ({ desk }) => {
  test.slow();
  const [mia, ravi, ada] = [
    await desk.open('mia', desktop),
    await desk.open('ravi', desktop),
    await desk.open('ada', desktop),
  ];
  await ask(mia, 'I want to talk to a person about my last parcel');
  await ask(mia, 'Cancel order #W1000007, I ordered it by mistake');
  await expect(doing(mia, /^Cancel order #W1000007/)).toContainText('Waiting for approval');
  await ask(mia, 'Give me $20 store credit for order #W1000002 because it came late');
  await expect(doing(mia, /^Credit \$20/)).toContainText('Waiting for approval');
  await ask(mia, 'Where is my order #W1000001?');
  await expect(replies(mia)).toHaveCount(1);
  await say(mia, 'Change its address to 12 Elm St, Apt 4, Springfield, IL 62701');
  await expect(doing(mia, /^Send order .* to 12 Elm St/)).toContainText('Waiting for approval');

  await openItem(ravi, /12 Elm St/);
  await draw(ravi, 'inbox');
  await ravi.emulateMedia({ colorScheme: 'dark' });
  await draw(ravi, 'inbox-dark');
  const phone = await desk.open('ravi', { viewport: { width: 390, height: 844 }, isMobile: true });
  await expect(waiting(phone, /12 Elm St/)).toBeVisible();
  const card = await openItem(phone, /12 Elm St/);
  await draw(phone, 'inbox-phone');
  await approveButton(card).click();
  await expect(replies(mia)).toHaveCount(2);
  await draw(mia, 'chat');

  await ada.getByRole('link', { name: /^issue_store_credit/ }).click();
  await ada.getByRole('textbox', { name: 'Automatic up to' }).fill('2500');
  await ada.getByRole('button', { name: 'Set threshold' }).click();
  await draw(ada, 'settings');
});
