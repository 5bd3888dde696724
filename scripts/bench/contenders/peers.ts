import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { projectRoot } from '../../project-root';

/** Imports one of the packages that the bench installed for itself. */
export type LoadPeer = (name: string) => Promise<unknown>;

const wanted = join(projectRoot, 'scripts/bench/peers/package.json');
const folder = join(projectRoot, '.bench/peers');

/** Installs the pinned contenders into a folder of their own, once; null, after saying why, when that fails. */
export async function installPeers(): Promise<LoadPeer | null> {
  const pins = await readFile(wanted, 'utf8');
  const stamp = join(folder, 'installed.json');
  const installed = await readFile(stamp, 'utf8').catch(() => '');
  try {
    if (installed !== pins) await install(stamp, pins);
  } catch (error) {
    const why = (error as { stderr?: string; message: string }).stderr?.split('\n', 3).join(' ');
    console.error(`The other contenders could not be installed, so they are left out: ${why ?? String(error)}`);
    return null;
  }
  const require = createRequire(join(folder, 'package.json'));
  return (name) => import(pathToFileURL(require.resolve(name)).href);
}

async function install(stamp: string, pins: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(wanted, join(folder, 'package.json'));
  console.error('Installing the other contenders, once after every change of their versions.');
  const words = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'];
  await promisify(execFile)('npm', words, { cwd: folder });
  await writeFile(stamp, pins);
}
