import { PrismaPg } from '@prisma/adapter-pg';
import type { Database } from './database';
import { PrismaClient } from './generated/client';

const clients = new WeakMap<Database, PrismaClient>();

/** Typed reads over the database's own pool. Whatever writes uses `Database` itself. */
export function typedReads(database: Database): PrismaClient {
  const client = clients.get(database) ?? new PrismaClient({ adapter: new PrismaPg(database.pool) });
  clients.set(database, client);
  return client;
}
