import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@/lib/config';
import { PlainError } from '../plain-error';

/** The key that signs sessions: the configured one or, beside an embedded database, one made once and kept. */
export async function authSecret(config: Config): Promise<string> {
  if (config.nextAuthSecret !== undefined) return config.nextAuthSecret;
  if (config.databaseUrl !== undefined) {
    throw new PlainError(
      'NEXTAUTH_SECRET is needed with a DATABASE_URL. Example: NEXTAUTH_SECRET="$(openssl rand -base64 32)"',
    );
  }
  const path = join(config.dataDir, 'auth.secret');
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Fails when the name exists: of two first starts, both end up with the same secret.
  await link(fresh, path).catch(() => undefined);
  await rm(fresh);
  return readFile(path, 'utf8');
}
