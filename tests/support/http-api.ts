import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as audit from '@/app/api/v1/audit/route';
import * as deadLetterRetry from '@/app/api/v1/dead-letters/[id]/retry/route';
import * as executionReconcile from '@/app/api/v1/executions/[id]/reconcile/route';
import * as executionRevert from '@/app/api/v1/executions/[id]/revert/route';
import * as inbox from '@/app/api/v1/inbox/route';
import * as proposalDecisions from '@/app/api/v1/proposals/[id]/decisions/route';
import * as proposal from '@/app/api/v1/proposals/[id]/route';
import * as runCancel from '@/app/api/v1/runs/[id]/cancel/route';
import * as runEvents from '@/app/api/v1/runs/[id]/events/route';
import * as run from '@/app/api/v1/runs/[id]/route';
import * as runs from '@/app/api/v1/runs/route';

type RouteHandler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const routes = Object.entries({
  '/audit': audit,
  '/dead-letters/:id/retry': deadLetterRetry,
  '/executions/:id/reconcile': executionReconcile,
  '/executions/:id/revert': executionRevert,
  '/inbox': inbox,
  '/proposals/:id': proposal,
  '/proposals/:id/decisions': proposalDecisions,
  '/runs': runs,
  '/runs/:id': run,
  '/runs/:id/cancel': runCancel,
  '/runs/:id/events': runEvents,
}).map(([template, handlers]) => ({
  pattern: new RegExp(`^/api/v1${template.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  handlers: handlers as unknown as Record<string, RouteHandler>,
}));

export interface HttpApi {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the route handlers that runs and decisions need on a socket, without the pages: what a web process answers,
 * ready in a fraction of its start. The process's application must have been made before.
 */
export async function startHttpApi(port = 0): Promise<HttpApi> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      console.error(error);
      outgoing.destroy();
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const address = new URL(url, 'http://127.0.0.1');
  const found = routes.find(({ pattern }) => pattern.test(address.pathname));
  const handler = found?.handlers[method];
  if (!found || !handler) return void outgoing.writeHead(404).end();
  const request = new Request(address, {
    method,
    headers: Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ...(method === 'GET' ? {} : { body: await buffer(incoming) }),
  });
  const params = { ...found.pattern.exec(address.pathname)?.groups };
  const response = await handler(request, { params: Promise.resolve(params) });
  outgoing
    .writeHead(response.status, Object.fromEntries(response.headers))
    .end(Buffer.from(await response.arrayBuffer()));
}
