import type { Page } from '@playwright/test';

/** Who signs in to the demo by one click. */
export type Person = 'mia' | 'ravi' | 'ada';

const people: Record<Person, { button: string; lands: string }> = {
  mia: { button: 'Continue as Mia (customer)', lands: '/chat' },
  ravi: { button: 'Continue as Ravi (reviewer)', lands: '/inbox' },
  ada: { button: 'Continue as Ada (admin)', lands: '/settings' },
};

/** Signs in by one click and waits for the page this person lands on. */
export async function signIn(page: Page, person: Person): Promise<void> {
  const { button, lands } = people[person];
  await page.goto('/');
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL((url) => url.pathname === lands);
}
