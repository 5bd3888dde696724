import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { readConfig } from '@/lib/config';
import { anchorAudit } from '@/lib/services/audit/anchor-audit';
import { getApplication } from '@/lib/services/boot';
import { startWorkerOfProcess } from '@/lib/services/run-process';

const END_PATIENCE_MS = 9_500;
const started = globalThis as typeof globalThis & { countersignStarted?: true };

// Development reloads evaluate this module again; the server must start once a process.
if (!started.countersignStarted) {
  started.countersignStarted = true;
  endWithOurCommand();
  const closeConnections = connectionsOfServer();
  const stopAnchoring = anchorAudit(getApplication());
  const worker = readConfig(process.env).workers === 'inline' ? startWorkerOfProcess() : undefined;
  endInOrder(async () => {
    await Promise.all([closeConnections(), worker?.stop()]);
    await stopAnchoring();
  });
}

/** Does this when the process is asked to end, and ends it afterwards: in any case before its command loses patience. */
function endInOrder(work: () => Promise<unknown>): void {
  const end = () => {
    setTimeout(() => process.exit(0), END_PATIENCE_MS);
    void work().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
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
 * Gives what stops listening and waits until every request in hand is answered. A connection that is kept alive by a
 * page that polls would never end, so each is closed after the answer it waits for. Next keeps its server to itself; the
 * first request shows it.
 */
function connectionsOfServer(): () => Promise<void> {
  const servers = new Set<Server>();
  let ending = false;
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server };
    servers.add(server);
    if (ending) server.close();
  });
  subscribe('http.server.response.finish', (message) => {
    const { server } = message as { server: Server };
    // The connection counts as idle only after this event.
    if (ending) setImmediate(() => server.closeIdleConnections());
  });
  return async () => {
    ending = true;
    await Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
  };
}
