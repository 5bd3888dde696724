import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cookieName } from '@/lib/auth/session-cookie';
import { makeSessionToken } from '@/lib/auth/session-token';
import { readConfig } from '@/lib/config';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { openDatabase, type Database } from '@/lib/store/database';
import { createToken } from '@/lib/services/users/create-token';
import { freePorts } from '../../tests/support/chaos/programs';
import { projectRoot } from '../project-root';
import { buildWhenNeeded } from '../server/build';
import { makeDatabase, type Stage } from './stage';

const SECRET = 'a secret for the bench, long enough to parse';

/** The production build, serving on a database of its own, with its worker in the same process as by default. */
export interface Website {
  url: string;
  database: Database;
  databaseUrl: string;
  /** Headers that show a new person of this role. */
  signIn(role: Role): Promise<Record<string, string>>;
  /** The same for pages: the cookie of a browser that signed in. */
  signInBrowser(role: Role): Promise<Record<string, string>>;
}

/** Builds when needed, starts the server as `npm start` does, and ends it after `work`. */
export async function withWebsite<Result>(stage: Stage, work: (website: Website) => Promise<Result>): Promise<Result> {
  await buildWhenNeeded(stage.signal);
  const databaseUrl = await makeDatabase(stage, { migrated: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-bench-web-'));
  const [port = 0] = await freePorts(1);
  const server = spawn(process.execPath, [join(projectRoot, 'dist/start.js')], {
    cwd: projectRoot,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      DEMO: 'off',
      NEXTAUTH_SECRET: SECRET,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const database = openDatabase(databaseUrl);
  try {
    for await (const chunk of server.stdout) if (String(chunk).includes('is ready')) break;
    server.stdout.resume();
    const signIn = async (role: Role) => {
      const email = `${role}-${Math.random().toString(36).slice(2)}@example.com`;
      return {
        authorization: `Bearer ${await createToken({ database }, { email, role })}`,
        accept: 'application/json',
      };
    };
    return await work({
      url: `http://127.0.0.1:${port}/api/v1`,
      database,
      databaseUrl,
      signIn,
      signInBrowser: browserOf(database, databaseUrl),
    });
  } finally {
    server.kill('SIGINT');
    await ended;
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function browserOf(database: Database, databaseUrl: string): Website['signInBrowser'] {
  const config = readConfig({ DATABASE_URL: databaseUrl, NEXTAUTH_SECRET: SECRET });
  return async (role) => {
    const email = `${role}-${Math.random().toString(36).slice(2)}@example.com`;
    await createToken({ database }, { email, role });
    const [user] = await database.query<{ id: string; sessionVersion: number }>(
      sql`select id, session_version from app_user where email = ${email}`,
    );
    const session = await makeSessionToken(config, { sub: user?.id ?? '', sessionVersion: user?.sessionVersion ?? 0 });
    return { cookie: `${cookieName(config.nextAuthUrl, 'session')}=${session}` };
  };
}
