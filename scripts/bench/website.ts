import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@/lib/domain/role';
import { openDatabase, type Database } from '@/lib/store/database';
import { createToken } from '@/lib/services/users/create-token';
import { freePorts } from '../../tests/support/chaos/programs';
import { projectRoot } from '../project-root';
import { buildWhenNeeded } from '../server/build';
import { makeDatabase, type Stage } from './stage';

/** The production build, serving on a database of its own, with its worker in the same process as by default. */
export interface Website {
  url: string;
  database: Database;
  databaseUrl: string;
  /** Headers that show a new person of this role. */
  signIn(role: Role): Promise<Record<string, string>>;
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
      NEXTAUTH_SECRET: 'a secret for the bench, long enough to parse',
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
    return await work({ url: `http://127.0.0.1:${port}/api/v1`, database, databaseUrl, signIn });
  } finally {
    server.kill('SIGINT');
    await ended;
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
