import { createServer } from 'node:net';
import type { Config } from '@/lib/config';
import { PlainError } from '../plain-error';

/** Refuses, before anything is started, an address we could not serve on. */
export async function assertPortFree({ host, port, nextAuthUrl }: Config): Promise<void> {
  const code = await tryToListen(host, port);
  if (code === undefined) return;
  if (code === 'EADDRINUSE') {
    throw new PlainError(
      `Port ${port} on ${host} is taken. If Countersign runs there already, open ${nextAuthUrl}; ` +
        `to start another beside it: PORT=${port + 1} npm start`,
    );
  }
  const reason =
    code === 'EACCES' ? 'it is reserved; choose a PORT above 1023' : `HOST=${host} is not an address of this machine`;
  throw new PlainError(`Cannot listen on ${host}, port ${port} (${code}): ${reason}.`);
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
