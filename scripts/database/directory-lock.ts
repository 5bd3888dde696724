import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { PlainError } from '../plain-error';
import { isAlive, ownIdentity } from './process-identity';

const RETRY_MS = 20;
const ABANDONED_MARK_MS = 5_000;

/**
 * Runs `work` while this process alone holds the lock file at `path`. The file names its holder, so a holder that was
 * killed is recognised and its lock taken over.
 */
export async function withLock<Result>(
  path: string,
  work: () => Promise<Result>,
  patienceMs = 60_000,
): Promise<Result> {
  const claim = `${path}.${randomUUID()}`;
  await writeFile(claim, `${ownIdentity()} ${randomUUID()}`, { mode: 0o600 });
  try {
    await acquire(path, claim, Date.now() + patienceMs);
  } finally {
    await rm(claim, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, claim: string, deadline: number): Promise<void> {
  // link() is atomic and fails when the name exists: exactly one claim becomes the lock.
  while (!(await tryLink(claim, path))) {
    const content = await readFile(path, 'utf8').catch(() => undefined);
    if (content === undefined) continue;
    const [holder = '', nonce = ''] = content.split(' ');
    if (!isAlive(holder)) await removeDead(path, content, nonce);
    else if (Date.now() > deadline)
      throw new PlainError(`Process ${holder} has held ${path} for too long. End it and try again.`);
    await wait(RETRY_MS);
  }
}

/**
 * Two processes may see the same dead holder; if each simply removed the file, the slower one would remove the quicker
 * one's new lock. So a dead lock is removed only by the one that linked a mark named after it.
 */
async function removeDead(path: string, content: string, nonce: string): Promise<void> {
  const mark = `${path}.dead-${nonce}`;
  if (!(await tryLink(path, mark))) {
    const age = await stat(mark).then(
      ({ ctimeMs }) => Date.now() - ctimeMs,
      () => 0,
    );
    if (age > ABANDONED_MARK_MS) await rm(mark, { force: true });
    return;
  }
  const marked = await readFile(mark, 'utf8').catch(() => undefined);
  if (marked === content) await rm(path, { force: true });
  await rm(mark, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}
