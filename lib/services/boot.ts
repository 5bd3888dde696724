import { ConfigurationError, readConfig } from '@/lib/config';
import { openDatabase } from '@/lib/store/database';
import { agentsOf } from '@/lib/agents/registry';
import type { Application } from './application';
import { processWide } from './process-wide';

/** The application of this process, made on first use from the environment. Throws ConfigurationError. */
export function getApplication(): Application {
  return processWide('application', boot);
}

function boot(): Application {
  const config = readConfig(process.env);
  if (!config.databaseUrl) {
    throw new ConfigurationError('DATABASE_URL is missing: start with npm start, which finds or starts the database.');
  }
  return { config, database: openDatabase(config.databaseUrl), registry: agentsOf(config) };
}
