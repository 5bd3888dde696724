import { authenticate, type Authenticated } from '@/lib/auth/authenticate';
import { CountersignError } from '@/lib/domain/errors';
import { requesterOf } from '@/lib/domain/outside-agent';
import { hasRole } from '@/lib/domain/role';
import type { Actor, Application, OutsideCaller } from '@/lib/services/application';
import { getApplication } from '@/lib/services/boot';
import type { z } from 'zod';
import { assertOwnOrigin } from './assert-own-origin';
import { method as methods, type Call, type Method } from './contract/call';
import { calls, type Path } from './contract/calls';
import { answerOnce } from './idempotency';
import { methodNotAllowed } from './method-not-allowed';
import { problemResponse } from './problem-response';
import { readIfMatch, readJson, readParams, readQuery, type PathParams } from './read-input';

type Params<Template extends string> = Template extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & Params<Rest>
  : Template extends `${string}:${infer Name}`
    ? Record<Name, string>
    : Record<never, string>;
type Parsed<Declared, Member extends string> =
  Declared extends Record<Member, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

/** What a handler gets: the parsed request and who asks (null only where the call is open to anyone). */
export interface Input<Template extends string, Declared> {
  app: Application;
  actor: Asker<Declared>;
  request: Request;
  params: Params<Template>;
  query: Parsed<Declared, 'query'>;
  body: Parsed<Declared, 'body'>;
  version: Declared extends { ifMatch: true } ? number : undefined;
  /** The id for what the call makes; the same again when a request is repeated after its answer was lost. */
  operationId: Declared extends { idempotent: true } ? string : undefined;
}

/** Who asks: a person, an outside agent where the call is for those too, null where it is open to anyone. */
type Asker<Declared> = Declared extends { outside: 'only' }
  ? OutsideCaller
  : Declared extends { outside: 'too' }
    ? Actor | OutsideCaller
    : Declared extends { role: null }
      ? Actor | null
      : Actor;
type Answer<Declared> = Declared extends { answer: infer Schema extends z.ZodType } ? z.input<Schema> : never;
type Handlers<Template extends Path> = {
  [Name in keyof (typeof calls)[Template]]: (
    input: Input<Template, (typeof calls)[Template][Name]>,
  ) => Promise<Answer<(typeof calls)[Template][Name]> | Response> | Answer<(typeof calls)[Template][Name]> | Response;
};

type Handler = (input: Record<keyof Input<string, Call>, unknown>) => unknown;
type Context = { params: PathParams };
type RouteHandler = (request: Request, context: Context) => Promise<Response>;

/**
 * The route handlers of one path: each request is authenticated, checked against the call's contract and handed to one
 * service; whatever goes wrong is answered by a problem document. Methods the path does not have answer 405.
 */
export function route<Template extends Path>(
  template: Template,
  handlers: Handlers<Template>,
): Record<Method | 'OPTIONS', RouteHandler> {
  const known: Partial<Record<string, Call>> = calls[template];
  const byMethod = handlers as unknown as Partial<Record<string, Handler>>;
  const handle: RouteHandler = async (request, context) => {
    try {
      const app = getApplication();
      const authenticated = await authenticate(app, request.headers);
      const name = request.method === 'HEAD' ? 'GET' : request.method;
      const call = known[name];
      if (!authenticated && call?.role !== null) throw notSignedIn();
      const handler = byMethod[name];
      if (!call || !handler) return methodNotAllowed(request.method, Object.keys(known));
      const response = await handleCall(call, handler, { app, request, context, authenticated });
      return request.method === 'HEAD' ? await withoutBody(response) : response;
    } catch (error) {
      return problemResponse(error);
    }
  };
  return Object.fromEntries([...methods.options, 'OPTIONS'].map((name) => [name, handle])) as Record<
    Method | 'OPTIONS',
    RouteHandler
  >;
}

/** The handlers of a path nobody knows: a stranger learns nothing, not even that. */
export async function unknownPath(request: Request): Promise<Response> {
  try {
    if (!(await authenticate(getApplication(), request.headers))) throw notSignedIn();
    throw new CountersignError('not_found', 'There is no such path in version 1 of the API. See /api/v1/openapi.json.');
  } catch (error) {
    return problemResponse(error);
  }
}

interface Incoming {
  app: Application;
  request: Request;
  context: Context;
  authenticated: Authenticated | null;
}

async function handleCall(call: Call, handler: Handler, incoming: Incoming): Promise<Response> {
  const { app, request, context, authenticated } = incoming;
  const actor = authenticated && askerOf(authenticated);
  if (actor && call.role !== null) requireMayCall(call, actor);
  if (authenticated?.by === 'session') assertOwnOrigin(request, app.config.nextAuthUrl);
  const params = await readParams(context.params);
  const query = call.query ? readQuery(call.query, request) : undefined;
  const body = call.body ? await readJson(call.body, request, call.maxKeys) : undefined;
  const version = call.ifMatch ? readIfMatch(request) : undefined;
  const work = async (operationId?: string) => {
    const answer = await handler({ app, actor, request, params, query, body: body?.value, version, operationId });
    return answer instanceof Response ? answer : jsonResponse(call.status ?? 200, answer);
  };
  if (!call.idempotent || !actor || !body) return work();
  return answerOnce(
    app.database,
    { request, userId: 'agent' in actor ? requesterOf(actor.agent) : actor.userId, body: body.given },
    work,
  );
}

function askerOf(authenticated: Authenticated): Actor | OutsideCaller {
  if (authenticated.by === 'agent') return authenticated.caller;
  return { ...authenticated.actor, via: authenticated.by };
}

function requireMayCall({ role, outside }: Call, actor: Actor | OutsideCaller): void {
  if ('agent' in actor) {
    if (outside) return;
    throw new CountersignError('forbidden', 'The token of an outside agent is not for this. Nothing was done.');
  }
  if (outside === 'only') {
    throw new CountersignError('forbidden', 'Only an outside agent does this, with its own token. Nothing was done.');
  }
  if (role === null || hasRole(actor.role, role)) return;
  throw new CountersignError('forbidden', `This needs the role ${role}; yours is ${actor.role}. Nothing was done.`);
}

/** An answer that no cache may keep. */
export function jsonResponse(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

async function withoutBody({ body, status, headers }: Response): Promise<Response> {
  await body?.cancel();
  return new Response(null, { status, headers });
}

function notSignedIn(): CountersignError {
  return new CountersignError('unauthenticated', 'You are not signed in, or no longer. Sign in and send it again.');
}
