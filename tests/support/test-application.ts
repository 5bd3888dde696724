import { readConfig } from '@/lib/config';
import type { Agent } from '@/lib/domain/agent';
import type { Application } from '@/lib/services/application';
import { processWide } from '@/lib/services/process-wide';
import { openDatabase } from '@/lib/store/database';
import { createRegistry } from '@/lib/tools/registry';
import { createTestDatabase } from './test-database';
import { atEnd } from './at-end';

export const SITE = 'http://127.0.0.1:3000';

/**
 * The application of this test file on its own database; the route handlers find it as they would find the server's.
 * Call it before any of them runs.
 */
export async function createTestApplication(
  agents: readonly Agent[] = [],
  environment: Record<string, string> = {},
): Promise<Application> {
  const { url } = await createTestDatabase();
  const config = readConfig({
    DATABASE_URL: url,
    NEXTAUTH_URL: SITE,
    NEXTAUTH_SECRET: 'a secret for tests, long enough for the parser',
    ...environment,
  });
  const made = { config, database: openDatabase(url, { maxConnections: 5 }), registry: createRegistry(agents) };
  const application = processWide<Application>('application', () => made);
  if (application !== made) throw new Error('The application of this test file exists already.');
  atEnd(async () => {
    if (!application.database.pool.ended) await application.database.close();
  });
  return application;
}
