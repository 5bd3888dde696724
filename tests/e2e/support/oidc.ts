import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';

export interface IdentityProvider {
  issuer: string;
  stop(): Promise<void>;
}

/** Starts a real identity provider that knows these accounts by their login, with the claims they have. */
export async function startIdentityProvider(
  port: number,
  site: string,
  accounts: Record<string, Record<string, unknown>>,
): Promise<IdentityProvider> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../fixtures/oidc-provider.mjs')], {
    env: { ...process.env, PORT: String(port), SITE: site, ACCOUNTS: JSON.stringify(accounts) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (child.exitCode !== null) throw new Error('The identity provider did not start.');
  return {
    issuer: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Goes through the provider's own pages: signs in there with this login, and agrees. */
export async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByRole('button', { name: /^Sign in with / }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
