import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How to answer every request: the body goes out in chunks of `chunkBytes`, each one written before the next. */
export interface ServedBody {
  status: number;
  contentType: string;
  body: string;
  chunkBytes: number;
  /** Keeps the connection open after the body. */
  hang?: boolean;
}

/** A server on loopback that answers anything with one recorded body. */
export async function serveBody({ status, contentType, body, chunkBytes, hang = false }: ServedBody) {
  const bytes = Buffer.from(body);
  const answer = async (outgoing: ServerResponse): Promise<void> => {
    outgoing.writeHead(status, { 'content-type': contentType });
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      await new Promise((resolve) => outgoing.write(bytes.subarray(at, at + chunkBytes), resolve));
    }
    if (!hang) outgoing.end();
  };
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    void answer(outgoing);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
