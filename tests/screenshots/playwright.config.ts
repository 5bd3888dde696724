import { defineConfig } from '@playwright/test';
import inBrowsers from '../../playwright.config';

/** `npm run screenshots`: draws the README's pictures anew. No test, so it is not among the browser tests. */
export default defineConfig({
  ...inBrowsers,
  testDir: '.',
  globalSetup: '../e2e/global-setup.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  reporter: 'list',
});
