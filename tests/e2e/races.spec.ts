import { sql } from '@/lib/domain/sql';
import { approveButton, card, openItem, reject, waiting } from './support/inbox';
import { send, sendTo } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

// Two browsers and a server share a busy machine.
const expect = expectSoon.configure({ timeout: 15_000 });
test.beforeEach(() => test.setTimeout(120_000));

test('what expired while it was open can no longer be decided, and the card says so', async ({ desk, scripted }) => {
  desk.expectComplaint(/409/);
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Late St', '#W1000001')] }, { text: 'Not done.' }));
  const open = await openItem(ravi, /1 Late St/);
  await ravi.route('**/decisions', async (route) => {
    await scripted.query(sql`
      update proposal set proposed_at = now() - interval '2 minutes', expires_at = now() - interval '1 minute'
      where status = 'pending' and summary like '%1 Late St%'`);
    await route.continue();
  });
  await approveButton(open).click();
  await expect(open.getByText('Expired before anybody decided. Not run; nothing was sent.').first()).toBeVisible();
  await expect(open.getByRole('button', { name: /Approve|Reject|Edit/ })).toHaveCount(0);
});

test('a target that changed shows how the difference differs, and nothing runs before one looked again', async ({
  desk,
  scripted,
}) => {
  desk.expectComplaint(/409/);
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Target St', '#W1000001')] }, { text: 'Done.' }));
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('2 Other St', '#W1000001')] }, { text: 'Done.' }));
  const open = await openItem(ravi, /to 1 Target St/);
  await ada.goto('/inbox');
  await approveButton(await openItem(ada, /to 2 Other St/)).click();
  await expect(card(ada, /to 2 Other St/).getByText('It ran and succeeded.')).toBeVisible();
  await approveButton(open).click();
  const notice = open.getByRole('alert').filter({ hasText: 'Your decision did not count.' });
  await expect(notice).toContainText('Nothing was sent.');
  await expect(notice.getByRole('row', { name: /address1 .*1 Target St 2 Other St.*1 Target St/ })).toBeVisible();
  await notice.getByRole('button', { name: 'Understood' }).click();
  await expect(open.getByText('before: 2 Other St')).toBeVisible();
  await approveButton(open).click();
  await expect(open.getByText('Approved by Ravi Menon. It ran and succeeded.')).toBeVisible();
});

test('a page that lost the server shows what it knows, and decides nothing that changed meanwhile', async ({
  desk,
  scripted,
}) => {
  desk.expectComplaint(/409|ERR_INTERNET_DISCONNECTED|Failed to load/);
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Stale St', '#W1000003')] }, { text: 'Done.' }));
  const open = await openItem(ravi, /1 Stale St/);
  await expect(approveButton(open)).toBeVisible();
  await ravi.context().setOffline(true);
  await ada.goto('/inbox');
  await reject(await openItem(ada, /1 Stale St/), 'Too late for that');
  await ravi.route('**/proposals/*', (route) => route.abort());
  await ravi.context().setOffline(false);
  await approveButton(open).click();
  await expect(open.getByRole('alert')).toContainText(/Your decision did not count\..*Rejected by Ada Lindholm/);
  await expect(approveButton(open)).toHaveCount(0);
});

for (const [how, change] of [
  ['demoted', sql`update app_user set role = 'user', session_version = session_version + 1 where email like 'ravi%'`],
  [
    'disabled',
    sql`update app_user set disabled_at = now(), session_version = session_version + 1 where email like 'ravi%'`,
  ],
] as const) {
  test(`a reviewer who was ${how} with a page open decides nothing, and reads why`, async ({ desk, scripted }) => {
    desk.expectComplaint(/401|403/);
    const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
    await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo(`1 ${how} St`, '#W1000001')] }, { text: 'Done.' }));
    const open = await openItem(ravi, new RegExp(`1 ${how} St`));
    await scripted.query(change);
    await approveButton(open).click();
    await expect(
      open
        .getByText('Your decision was not recorded.')
        .or(ravi.getByText(/your access was switched off/))
        .first(),
    ).toBeVisible();
    await expect(ravi.getByRole('alert').filter({ hasText: 'You were signed out' })).toContainText(
      'Nothing more was decided from the open page.',
    );
    await scripted.query(sql`update app_user set role = 'reviewer', disabled_at = null where email like 'ravi%'`);
    const back = await desk.open('ravi');
    await expect(waiting(back, new RegExp(`1 ${how} St`))).toBeVisible();
    await reject(await openItem(back, new RegExp(`1 ${how} St`)), 'Enough of it');
  });
}
