import { readConfig } from '@/lib/config';
import type { Agent } from '@/lib/domain/agent';
import type { Application } from '@/lib/services/application';
import { openDatabase } from '@/lib/store/database';
import { createRegistry } from '@/lib/tools/registry';

/** The application of one process of the loop: a whole deployment whose only agent is this one. */
export function courierApplication(databaseUrl: string, agent: Agent): Application {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    NEXTAUTH_SECRET: 'a secret for tests, long enough for the parser',
  });
  return { config, database: openDatabase(databaseUrl, { maxConnections: 12 }), registry: createRegistry([agent]) };
}

/** What the process that started this one says; a process nobody holds any more ends. */
export function environmentOfChild() {
  process.stdin.resume().once('end', () => process.exit());
  const { DATABASE_URL = '', RECEIVER_URL = '', PORT = '0', SEED = '0', SLOW_MS = '0', BUG } = process.env;
  const [port, seed, slowMs] = [PORT, SEED, SLOW_MS].map(Number);
  const { FAILPOINT: failpoint, LEASE_MS } = process.env;
  const leaseMs = LEASE_MS === undefined ? undefined : Number(LEASE_MS);
  return { databaseUrl: DATABASE_URL, receiverUrl: RECEIVER_URL, port, seed, slowMs, bug: BUG, failpoint, leaseMs };
}
