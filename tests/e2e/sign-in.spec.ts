import { expect, test } from './support/desk';
import { signIn } from './support/sign-in';

test('a stranger gets the sign-in page, and of the others only the way to it', async ({ desk }) => {
  const page = await desk.visit();
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  for (const path of ['/chat', '/inbox', '/settings', '/mail']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
});

test('a wrong password is said in words', async ({ desk }) => {
  desk.expectComplaint(/401 .*\/api\/auth\/callback\/credentials/);
  const page = await desk.visit();
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Email' }).fill('nobody@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('E-mail address or password is wrong. Check both and try again.')).toBeVisible();
});

test('each role lands on its own page, reaches its own, and gets out', async ({ desk }) => {
  const page = await desk.visit();
  const ravi = ['Chat', 'Inbox', 'Runs', 'Mail', 'Insights'];
  const reaches = { mia: ['Chat'], ravi, ada: [...ravi, 'Settings'] };
  for (const person of ['mia', 'ravi', 'ada'] as const) {
    await signIn(page, person);
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    await expect(places).toHaveText(reaches[person]);
    await page.getByRole('button', { name: /^Account: / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
});

test('a page beyond one’s role is not there', async ({ desk }) => {
  desk.expectComplaint(/404/);
  for (const [person, beyond] of [
    ['mia', ['/inbox', '/settings', '/mail']],
    ['ravi', ['/settings']],
  ] as const) {
    const page = await desk.open(person);
    for (const path of beyond) {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { name: 'There is nothing here for you' })).toBeVisible();
    }
  }
});

test('after signing in one is where one wanted to go', async ({ desk }) => {
  const page = await desk.visit();
  await page.goto('/?next=%2Finbox%3Fview%3Dteam');
  await page.getByRole('button', { name: 'Continue as Ravi (reviewer)' }).click();
  await page.waitForURL('/inbox?view=team');
  await expect(page.getByRole('button', { name: 'Team' })).toHaveAttribute('aria-pressed', 'true');
});
