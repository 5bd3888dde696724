import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from '../support/application';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/desk';

test('started without the sample, the first admin is made by the link of the log and finds no agent', async ({
  desk,
}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-without-'));
  const application = await startApplication({ dataDir, env: { SAMPLE: 'off' } });
  try {
    const link = /http:\S+\/setup#\S+/.exec(application.output())?.[0] ?? '';
    const admin = await desk.visit({ baseURL: application.url });
    await admin.goto(link);
    await admin.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
    await admin.getByRole('textbox', { name: 'Email' }).fill('ada@company.example');
    await admin.getByRole('textbox', { name: 'Password' }).fill('short');
    await expectAccessible(admin);
    desk.expectComplaint(/422/);
    await admin.getByRole('button', { name: 'Make this admin' }).click();
    await expect(admin.getByRole('textbox', { name: 'Password' })).toHaveAccessibleDescription(/12/);
    await admin.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
    await admin.getByRole('button', { name: 'Make this admin' }).click();

    await expect(admin.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(admin.getByRole('button', { name: /Continue as/ })).toHaveCount(0);
    await admin.getByRole('textbox', { name: 'Email' }).fill('ada@company.example');
    await admin.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
    await admin.getByRole('button', { name: 'Sign in' }).click();
    await expect(admin.getByText('No agent runs here.')).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('link', { name: 'Chat' }).click();
    await expect(admin.getByText('Nobody to talk to here')).toBeVisible();
    await expectAccessible(admin);

    await admin.goto(link);
    await admin.getByRole('textbox', { name: 'Name' }).fill('Eve');
    await admin.getByRole('textbox', { name: 'Email' }).fill('eve@company.example');
    await admin.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
    desk.expectComplaint(/40\d/);
    await admin.getByRole('button', { name: 'Make this admin' }).click();
    await expect(admin.getByRole('alert').filter({ hasText: /link/ })).toBeVisible();
  } finally {
    await application.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
