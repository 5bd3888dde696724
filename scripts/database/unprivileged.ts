import { spawnSync, type SpawnOptions } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error';

/** How to run a PostgreSQL program as someone it accepts, and who then owns its files. */
export interface Runner {
  command(program: string, args: string[]): [string, string[]];
  options: Pick<SpawnOptions, 'uid' | 'gid'>;
  own(path: string): void;
}

const NOBODY = 65_534;
const ownUser: Runner = { command: (program, args) => [program, args], options: {}, own: () => undefined };
/** A user namespace: the program sees itself as nobody while the files stay root's. Works in folders others can't enter. */
const namespace: Runner = {
  command: (program, args) => [
    'unshare',
    ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, program, ...args],
  ],
  options: {},
  own: () => undefined,
};
const asUser = (id: number): Runner => ({
  command: (program, args) => [program, args],
  options: { uid: id, gid: id },
  own: (path) => chownSync(path, id, id),
});

/** PostgreSQL refuses to run as root. For root this finds a way around that works here; for anybody else there is nothing to do. */
export function chooseRunner(postgres: string, dataDir: string, ownerOfCluster: number | undefined): Runner {
  if (process.getuid?.() !== 0) return ownUser;
  // An existing cluster runs only as its owner.
  const candidates = [
    ownerOfCluster === 0 ? undefined : asUser(ownerOfCluster ?? NOBODY),
    ownerOfCluster ? undefined : namespace,
  ];
  for (const runner of candidates) if (runner && canRun(runner, postgres, dataDir)) return runner;
  throw new PlainError(
    'PostgreSQL refuses to run as root, and neither another user nor a user namespace can be used here ' +
      `(is ${dataDir} closed to other users?). Run this command as an ordinary user, or set DATABASE_URL.`,
  );
}

/** True when the program starts in a folder of the data directory that the runner owns. */
function canRun(runner: Runner, postgres: string, dataDir: string): boolean {
  const folder = mkdtempSync(join(dataDir, 'probe-'));
  try {
    runner.own(folder);
    const [command, args] = runner.command(postgres, ['--version']);
    // The shell's cd shows whether every folder on the way can be entered as that user.
    const script = 'cd "$1" && shift && exec "$@"';
    const probe = spawnSync('/bin/sh', ['-c', script, 'probe', folder, command, ...args], runner.options);
    return probe.status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
