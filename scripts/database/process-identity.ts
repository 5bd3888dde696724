import { readFileSync } from 'node:fs';

/** "pid" or, where /proc tells when a process started, "pid:start", so that a reused pid is not taken for its predecessor. */
export function identityOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform !== 'linux') return String(pid);
  const fields = readStat(pid);
  // A zombie has ended; only its parent has not asked yet.
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${pid}:${fields[19]}`;
}

/** True while the process that wrote this identity lives. */
export function isAlive(identity: string): boolean {
  const pid = Number(identity.split(':')[0]);
  return Number.isSafeInteger(pid) && pid > 0 && identityOf(pid) === identity;
}

export function ownIdentity(): string {
  return identityOf(process.pid) ?? String(process.pid);
}

/** The fields of /proc/PID/stat after the command name, which may itself hold spaces and brackets. */
function readStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
