import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const projectRoot = resolve(import.meta.dirname, '../..');

/** Bundles tests/fixtures/open-database.ts; returns a function that runs it as a process of its own. */
export async function databaseProcesses() {
  // Inside the project, so that it finds the project's packages.
  const program = join(projectRoot, `test-results/open-database-${process.pid}.mjs`);
  const entry = join(projectRoot, 'tests/fixtures/open-database.ts');
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return (dataDir: string, mode = 'open') => start(program, dataDir, mode);
}

function start(program: string, dataDir: string, mode: string) {
  const child = spawn(process.execPath, [program, dataDir, mode], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void ended.then(([code]) => reject(new Error(`Ended with ${code}: ${errors}`)));
  });
  return {
    /** The database's URL, once it is open. */
    firstLine,
    /** Gives up in order; the exit code. */
    finish: async () => {
      child.stdin.end();
      return (await ended)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
