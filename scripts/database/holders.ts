import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, ownIdentity } from './process-identity';

// One empty file a process that uses the database, named by its identity. A killed process leaves its file behind; it
// no longer counts, and whoever counts next removes it. Read and written only under the data directory's lock.

const fileNameOf = (identity: string) => identity.replace(':', '-');
const identityIn = (fileName: string) => fileName.replace('-', ':');

/** Counts this process among those that use the database. */
export async function addHolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, fileNameOf(ownIdentity())), '');
}

/** Takes this process off the count and tells whether others remain. */
export async function removeHolder(folder: string): Promise<{ others: boolean }> {
  await rm(join(folder, fileNameOf(ownIdentity())), { force: true });
  let others = false;
  for (const fileName of await readdir(folder)) {
    if (isAlive(identityIn(fileName))) others = true;
    else await rm(join(folder, fileName), { force: true });
  }
  return { others };
}
