import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from '../support/application';

/** Builds the application when needed and starts it once for all browser tests, with a database of its own. */
export default async function globalSetup() {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-e2e-'));
  const application = await startApplication({ dataDir });
  process.env.APPLICATION_URL = application.url;
  return async () => {
    await application.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
