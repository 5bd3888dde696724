import type { Locator, Page } from '@playwright/test';

/** What waits under this title. */
export function waiting(page: Page, title: string | RegExp): Locator {
  return page.getByRole('list', { name: 'Inbox' }).getByRole('link', { name: title });
}

/** Opens what waits under this title; gives its card. */
export async function openItem(page: Page, title: string | RegExp): Promise<Locator> {
  await waiting(page, title).click();
  const opened = card(page, title);
  await opened.waitFor();
  return opened;
}

/** An open item. */
export function card(page: Page, title: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Open item' }).getByRole('article', { name: title });
}

/** The button that approves what it names. */
export function approveButton(within: Locator | Page): Locator {
  return within.getByRole('button', { name: /^Approve: / });
}

/** Rejects with a reason in one's own words. */
export async function reject(within: Locator, reason: string): Promise<void> {
  await within.getByRole('button', { name: 'Reject' }).click();
  await within.getByRole('textbox', { name: 'Reason in your words' }).fill(reason);
  await within.getByRole('button', { name: 'Reject with this reason' }).click();
}
