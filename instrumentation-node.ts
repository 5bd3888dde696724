import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { readConfig } from '@/lib/config';
import { anchorAudit } from '@/lib/services/audit/anchor-audit';
import { getApplication } from '@/lib/services/boot';
import { startWorkerOfProcess } from '@/lib/services/run-process';

const END_PATIENCE_MS = 8_000;
const started = globalThis as typeof globalThis & { countersignStarted?: true };

// Development reloads evaluate this module again; the server must start once a process.
if (!started.countersignStarted) {
  started.countersignStarted = true;
  endWithOurCommand();
  closeConnectionsWhenEnding();
  anchorUntilEnding();
  if (readConfig(process.env).workers === 'inline') workUntilEnding();
}

/** Carries on runs in this process; on the way out it hands back what it has in hand. */
function workUntilEnding(): void {
  const worker = startWorkerOfProcess();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
}

/** Keeps the end of the audit log on record outside the database. */
function anchorUntilEnding(): void {
  const stop = anchorAudit(getApplication());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** The command that started this server holds the other end of a channel: when it dies without a goodbye, so do we. */
function endWithOurCommand(): void {
  if (!process.env.STARTED_BY_COMMAND) return;
  const end = () => process.kill(process.pid, 'SIGTERM');
  if (process.connected) process.once('disconnect', end);
  // It died before we got here.
  else end();
  process.channel?.unref();
}

/**
 * Next stops listening and waits for open connections. One that is kept alive by a page that polls would never end, so
 * once we are ending, each is closed after the answer it waits for.
 */
function closeConnectionsWhenEnding(): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      ending = true;
      setTimeout(() => process.exit(0), END_PATIENCE_MS).unref();
    });
  }
  subscribe('http.server.response.finish', (message) => {
    const { server } = message as { server: Server };
    // The connection counts as idle only after this event.
    if (ending) setImmediate(() => server.closeIdleConnections());
  });
}
