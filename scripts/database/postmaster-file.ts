import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf } from './process-identity';

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads what a running PostgreSQL says of itself; undefined when none runs in this cluster. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!pid || !isPostgres(pid)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** After a restart of the machine the file may name a pid that is another program's by now. */
export function isPostgres(pid: number): boolean {
  if (identityOf(pid) === undefined) return false;
  const command = `/proc/${pid}/comm`;
  return !existsSync(command) || readFileSync(command, 'utf8').trim() === 'postgres';
}
