import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { startWorkerOfProcess } from '@/lib/services/run-process';
import { runCommand } from '../run-command';

/** A worker stops by itself sooner, unless its database has stopped answering. */
const STOP_PATIENCE_MS = 9500;

await runCommand(async ({ databaseUrl, signal }) => {
  process.env.DATABASE_URL = databaseUrl;
  const worker = startWorkerOfProcess();
  console.log('Working. Ctrl-C hands back what is in hand and ends.');
  if (!signal.aborted) await once(signal, 'abort');
  await Promise.race([worker.stop(), wait(STOP_PATIENCE_MS)]);
});
