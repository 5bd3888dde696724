import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './tests/support/chromium';

const executablePath = findChromium();
// The global setup sets it; the processes that run tests read this file after that.
const baseURL = process.env.APPLICATION_URL;

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  fullyParallel: false,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    ...(baseURL ? { baseURL } : {}),
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumArguments, ...(executablePath ? { executablePath } : {}) },
  },
});
