import { call } from './call';
import { expectPublished } from './published';

type RouteHandler = Parameters<typeof call>[0];
type RouteModule = Record<string, RouteHandler>;

const modules = import.meta.glob<RouteModule>('../../app/api/v1/**/route.ts');

/** The paths that have a route file, written as the contract writes them; the one for unknown paths left out. */
export const routedPaths = new Map(
  Object.keys(modules).flatMap((file) => {
    const path = file.slice('../../app/api/v1'.length, -'/route.ts'.length).replace(/\[(\w+)\]/g, ':$1');
    return path.includes('[') ? [] : [[path, file] as const];
  }),
);

interface Options {
  headers?: Record<string, string>;
  body?: unknown;
}

/**
 * Sends a request through the route file its path has, as the server would, and checks that the answer is what the
 * OpenAPI document says. The path starts below /api/v1.
 */
export async function api(method: string, path: string, options: Options = {}): Promise<Response> {
  const [pathname = ''] = path.split('?');
  for (const [template, file] of routedPaths) {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(pathname);
    if (!match) continue;
    const handler = (await modules[file]?.())?.[method === 'HEAD' ? 'GET' : method];
    if (!handler) throw new Error(`${file} exports no ${method}.`);
    const params = match.groups ? { params: match.groups } : {};
    const response = await call(handler, `/api/v1${path}`, { method, ...options, ...params });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (method !== 'HEAD' && !isStream) await expectPublished(method, template, response.clone());
    return response;
  }
  throw new Error(`No route file serves ${pathname}.`);
}
