import { method as methods, type Method } from './contract/call';
import { methodNotAllowed } from './method-not-allowed';
import { problemResponse } from './problem-response';

type Handler = (request: Request) => Promise<Response> | Response;
type RouteHandler = (request: Request) => Promise<Response>;

/**
 * The route handlers of one path outside the API's contract, which says itself who may call it: whatever goes wrong is
 * answered by a problem document, and so are the methods it does not have.
 */
export function plainRoute(handlers: Partial<Record<Method, Handler>>): Record<Method | 'OPTIONS', RouteHandler> {
  const handle: RouteHandler = async (request) => {
    const handler = (handlers as Partial<Record<string, Handler>>)[request.method === 'HEAD' ? 'GET' : request.method];
    if (!handler) return methodNotAllowed(request.method, Object.keys(handlers));
    try {
      return await handler(request);
    } catch (error) {
      return problemResponse(error);
    }
  };
  return Object.fromEntries([...methods.options, 'OPTIONS'].map((name) => [name, handle])) as Record<
    Method | 'OPTIONS',
    RouteHandler
  >;
}
