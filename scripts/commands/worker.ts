import { once } from 'node:events';
import { startWorkerOfProcess } from '@/lib/services/run-process';
import { runCommand } from '../run-command';

await runCommand(async ({ databaseUrl, signal }) => {
  process.env.DATABASE_URL = databaseUrl;
  const worker = startWorkerOfProcess();
  console.log('Working. Ctrl-C hands back what is in hand and ends.');
  if (!signal.aborted) await once(signal, 'abort');
  await worker.stop();
});
