import type { Locator, Page } from '@playwright/test';

/** Writes a message into the conversation that is open. */
export async function say(page: Page, message: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(message);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Begins a conversation with this message; gives its address once there is one. */
export async function ask(page: Page, message: string): Promise<string> {
  await page.goto('/chat');
  await say(page, message);
  await page.waitForURL(/\/chat\/[\w-]+$/);
  return page.url();
}

/** One thing the agent did, with how it stands. */
export function doing(page: Page, words: string | RegExp): Locator {
  return page.getByRole('list', { name: 'What the agent did' }).getByRole('listitem').filter({ hasText: words });
}

/** What the agent said, oldest first. */
export function replies(page: Page): Locator {
  return page.getByRole('article', { name: 'Store support wrote' });
}
