import { ConfigurationError, readConfig, type Config } from '@/lib/config';
import { migrate } from './database/migrate';
import { openDatabase } from './database/open-database';
import { PlainError } from './plain-error';

export interface CommandContext {
  config: Config;
  databaseUrl: string;
  /** The words after the command's name. */
  argv: string[];
  /** Aborted by Ctrl-C or a request to end: finish what is in hand and return. */
  signal: AbortSignal;
}

type Preparation = (config: Config, signal: AbortSignal) => Promise<void>;

/**
 * Runs a command on the configured database, migrated: starts or joins the embedded one, and gives it up afterwards.
 * `prepare` runs before the database is touched.
 */
export async function runCommand(
  work: (context: CommandContext) => Promise<void>,
  prepare?: Preparation,
): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  await exitWith(async () => {
    const config = readConfig(process.env);
    await prepare?.(config, stop.signal);
    if (stop.signal.aborted) return;
    const database = await openDatabase(config);
    try {
      await migrate(database.url);
      if (stop.signal.aborted) return;
      await work({ config, databaseUrl: database.url, argv: process.argv.slice(2), signal: stop.signal });
    } finally {
      await database.release();
    }
  }, stop.signal);
}

/** Ends the process with 0, or with 1 after a message: one plain line when the reader can mend it, a stack when we must. */
export async function exitWith(work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  process.exitCode = 0;
  try {
    await work();
  } catch (error) {
    // Ctrl-C reaches the programs we started as well; that they end early is then no failure.
    if (!signal?.aborted) fail(error);
  }
  // We were asked to end, and everything is in order: whoever still waits for somebody outside holds nothing up.
  if (signal?.aborted) process.exit();
}

function fail(error: unknown): void {
  const plain = error instanceof PlainError || error instanceof ConfigurationError;
  console.error(plain ? error.message : error);
  process.exitCode = 1;
}
