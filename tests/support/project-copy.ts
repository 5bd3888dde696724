import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from './at-end';

const projectRoot = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const FOLDERS = ['app', 'components', 'lib', 'prisma', 'scripts', 'tests', 'docs'];

/** A copy of the project that a guide's reader could be working in. */
export interface ProjectCopy {
  write(file: string, text: string): Promise<void>;
  /** Runs a line of a shell block; gives its exit code and all it printed. */
  sh(line: string): Promise<{ code: number; printed: string }>;
}

/** Copies the project's sources next to its installed packages. */
export async function copyProject(): Promise<ProjectCopy> {
  const root = await mkdtemp(join(tmpdir(), 'countersign-guide-'));
  atEnd(() => rm(root, { recursive: true, force: true }));
  const files = (await readdir(projectRoot)).filter((name) => /\.(ts|mts|mjs|json)$/.test(name));
  for (const name of [...FOLDERS, ...files]) await cp(join(projectRoot, name), join(root, name), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  return {
    async write(file, text) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    },
    sh: (line) =>
      run('sh', ['-c', line], { cwd: root }).then(
        ({ stdout, stderr }) => ({ code: 0, printed: stdout + stderr }),
        (error: { code: number; stdout: string; stderr: string }) => ({
          code: error.code,
          printed: error.stdout + error.stderr,
        }),
      ),
  };
}
