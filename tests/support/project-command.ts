import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const projectRoot = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Runs one of the project's commands as its npm script does; gives what it printed. Throws when it fails. */
export async function projectCommand(dataDir: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir };
  const options = { cwd: projectRoot, env, maxBuffer: 64 * 1024 * 1024 };
  return (await run(process.execPath, ['scripts/run.mjs', ...args], options)).stdout;
}

/** Runs one of the project's commands with this environment; gives its exit code and what it printed. */
export async function projectExit(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string }> {
  const options = { cwd: projectRoot, env: { ...process.env, ...environment } };
  return run(process.execPath, ['scripts/run.mjs', ...args], options).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
}
