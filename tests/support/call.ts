import { SITE } from './test-application';

type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>;

interface CallOptions {
  method?: string;
  params?: Record<string, string>;
  headers?: Record<string, string>;
  /** A value is sent as JSON, text as it is. */
  body?: unknown;
}

/** Calls a route handler with a real request for this path. */
export function call(handler: RouteHandler, path: string, options: CallOptions = {}): Promise<Response> {
  const { method = 'GET', params, headers = {}, body } = options;
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const type = text === undefined ? {} : { 'content-type': 'application/json' };
  const request = new Request(new URL(path, SITE), {
    method,
    headers: { ...type, ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  return handler(request, { params: Promise.resolve(params) });
}
