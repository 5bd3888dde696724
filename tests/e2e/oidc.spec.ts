import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freePort, startApplication, type RunningApplication } from '../support/application';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/desk';
import { signInThere, startIdentityProvider, type IdentityProvider } from './support/oidc';
import { signIn } from './support/sign-in';

let application: RunningApplication;
let provider: IdentityProvider;
let dataDir: string;

const nora = { email: 'nora@company.example', email_verified: true, name: 'Nora Lind', groups: ['Finance team'] };
const uwe = { email: 'uwe@company.example', email_verified: false, name: 'Uwe Baum', groups: ['Finance team'] };

test.beforeAll(async () => {
  test.setTimeout(300_000);
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-oidc-'));
  const [port, providerPort] = [await freePort(), await freePort()];
  provider = await startIdentityProvider(providerPort, `http://127.0.0.1:${port}`, { nora, uwe });
  const oidc = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'countersign',
    OIDC_CLIENT_SECRET: 'a secret for tests',
  };
  application = await startApplication({ dataDir, port, env: oidc });
});

test.afterAll(async () => {
  await application.stop();
  await provider.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('the identity provider lets people in, its groups give groups and roles, and it cannot let in just anybody', async ({
  desk,
}) => {
  test.setTimeout(120_000);
  desk.expectComplaint(/A request left the application: (http:\/\/127\.0\.0\.1|https:\/\/fonts)/);
  desk.expectComplaint(new RegExp(`${provider.issuer}|favicon|fonts`));
  // Pages that were open ask on once their session has ended.
  desk.expectComplaint(/401/);
  const baseURL = application.url;
  const enter = async (login: string): Promise<Page> => {
    const page = await desk.visit({ baseURL });
    await page.goto('/');
    await signInThere(page, login);
    return page;
  };

  const unverified = await enter('uwe');
  await expect(unverified.getByText('has not confirmed your e-mail address')).toBeVisible();
  await expectAccessible(unverified);

  const first = await enter('nora');
  await first.waitForURL(`${baseURL}/chat`);
  await expect(first.getByRole('button', { name: 'Account: Nora Lind' })).toBeVisible();
  await expect(first.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText(['Chat']);

  const ada = await desk.visit({ baseURL });
  await signIn(ada, 'ada');
  await ada.goto('/settings/groups');
  await ada.getByRole('textbox', { name: 'Name of a new group' }).fill('finance');
  await ada.getByRole('button', { name: 'Make the group' }).click();
  const group = ada.getByRole('region', { name: 'finance' });
  await group.getByText('Members by the identity provider').click();
  await group.getByRole('textbox', { name: 'Its group there' }).fill('Finance team');
  await group.getByRole('combobox', { name: 'Role it gives' }).selectOption('reviewer');
  await group.getByRole('button', { name: 'Save' }).click();
  await expect(group.getByRole('button', { name: 'Save' })).toBeDisabled();

  const second = await enter('nora');
  await second.waitForURL(`${baseURL}/inbox`);
  await first.reload();
  await expect(first.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await ada.reload();
  await expect(group.getByText('nora@company.example')).toBeVisible();
  await expect(group.getByText('by the identity provider', { exact: true })).toBeVisible();

  await ada.goto('/settings/people');
  await ada.getByRole('button', { name: 'Change Nora Lind' }).click();
  await ada.getByRole('button', { name: 'Disable Nora Lind' }).click();
  await expect(ada.getByRole('button', { name: 'Let Nora Lind in again' })).toBeVisible();
  await second.reload();
  await expect(second.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  const refused = await enter('nora');
  await expect(refused.getByText('Your account here is switched off.')).toBeVisible();
});
