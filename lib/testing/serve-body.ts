import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How to answer every request: the body goes out in chunks of `chunkBytes`, each one written before the next. */
export interface ServedBody {
  status: number;
  contentType: string;
  body: string;
  chunkBytes: number;
  headers?: Record<string, string>;
  /** Keeps the connection open after the body. */
  hang?: boolean;
}

/** A server on loopback that answers anything with one recorded body. */
export async function serveBody({ status, contentType, body, chunkBytes, headers = {}, hang = false }: ServedBody) {
  const bytes = Buffer.from(body);
  const server = createServer(async (incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(status, { 'content-type': contentType, ...headers });
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      await new Promise((resolve) => outgoing.write(bytes.subarray(at, at + chunkBytes), resolve));
    }
    if (hang) outgoing.flushHeaders();
    else outgoing.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
