import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../../scripts/project-root';

const names = ['web', 'worker', 'receiver'] as const;
type ProgramName = (typeof names)[number];

let built: Promise<string> | undefined;

/** Bundles the loop's programs, once; gives their folder, which is inside the project so that they find its packages. */
export function buildPrograms(): Promise<string> {
  return (built ??= bundle());
}

async function bundle(): Promise<string> {
  const results = join(projectRoot, 'test-results');
  await mkdir(results, { recursive: true });
  const folder = mkdtempSync(join(results, 'chaos-'));
  await build({
    absWorkingDir: projectRoot,
    entryPoints: names.map((name) => `tests/fixtures/chaos-${name}.ts`),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return folder;
}

/** One of the loop's processes, which can be killed and started again as often as one likes. */
export class Program {
  private child: ChildProcess | undefined;
  kills = 0;

  constructor(
    readonly name: ProgramName,
    private readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** Starts it; gives the first thing it says when `listen` is set, else what it says goes to a file beside it. */
  async start({ listen = false } = {}): Promise<string> {
    const log = openSync(join(this.folder, `${this.name}.log`), 'a');
    this.child = spawn(process.execPath, [join(this.folder, `chaos-${this.name}.mjs`)], {
      env: { ...process.env, ...this.environment },
      stdio: ['pipe', listen ? 'pipe' : log, log],
    });
    if (!listen || !this.child.stdout) return '';
    const [said] = (await once(this.child.stdout, 'data')) as [Buffer];
    return said.toString().trim();
  }

  /** Waits until it has ended by itself; gives the signal that ended it. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child?.signalCode ?? null;
  }

  /** The number of its process, while it has one. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** True while the system has it stopped (by SIGSTOP). */
  isStopped(): boolean {
    const [, state] = /\) (\w) /.exec(readFileSync(`/proc/${this.child?.pid}/stat`, 'utf8')) ?? [];
    return state === 'T';
  }

  /** Lets it go on after a stop. */
  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
    this.kills += 1;
  }
}

/** Ports nobody listens on just now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
