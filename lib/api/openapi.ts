import { z } from 'zod';
import type { Call, Method } from './contract/call';
import { calls } from './contract/calls';
import { problem } from './contract/problem';

type Document = Record<string, unknown>;

const refused = {
  default: {
    description: 'A problem document',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
};

/** For whoever watches over the server; these paths stand outside the versioned API. */
const serverPaths = {
  '/api/health': { get: watched('Whether the process lives', json(statusOf('ok'))) },
  '/api/ready': { get: watched('Whether requests can be served', json(statusOf('ready'))) },
  '/api/metrics': {
    get: {
      ...watched('Metrics in Prometheus’ text format', { 'text/plain': { schema: { type: 'string' } } }),
      description: 'For the holder of METRICS_TOKEN, as a bearer token, and for admins.',
      security: [{ token: [] }, { session: [] }],
    },
  },
};

function watched(summary: string, content: Document): Document {
  return { summary, security: [], responses: { 200: { description: 'Done', content }, ...refused } };
}

function statusOf(status: string): Document {
  const properties = { status: { const: status } };
  return { type: 'object', properties, required: ['status'], additionalProperties: false };
}

/** The OpenAPI 3.1 document of version 1, drawn from the calls' own schemas. */
export function openApiDocument(): { openapi: string } & Document {
  const paths = Object.entries<Partial<Record<Method, Call>>>(calls).map(([template, byMethod]) => {
    const operations = Object.entries(byMethod).map(([name, call]) => [name.toLowerCase(), operation(template, call)]);
    return [`/api/v1${template.replace(/:(\w+)/g, '{$1}')}`, Object.fromEntries(operations)];
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign', version: '1', description: 'Every proposed write waits for a person.' },
    paths: { ...Object.fromEntries(paths), ...serverPaths } as Document,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'countersign.session' },
      },
    },
  };
}

function operation(template: string, call: Call): Document {
  return {
    summary: call.summary,
    security: call.role === null ? [] : [{ token: [] }, { session: [] }],
    ...(call.role === null ? {} : { 'x-role': call.role }),
    parameters: [...pathParameters(template), ...queryParameters(call), ...headerParameters(call)],
    ...(call.body
      ? { requestBody: { required: isNeeded(call.body), content: json(schemaOf(call.body, 'input')) } }
      : {}),
    responses: {
      [call.status ?? 200]: { description: 'Done', content: media(call) },
      ...(call.streams === 'text/event-stream' ? { 204: { description: 'There will be no more' } } : {}),
      ...refused,
    },
  };
}

function isNeeded(body: z.ZodType): boolean {
  return !body.safeParse(undefined).success;
}

function json(schema: Document): Document {
  return { 'application/json': { schema } };
}

function media(call: Call): Document {
  const schema = schemaOf(call.answer, 'output');
  if (call.streams === 'application/jsonl') return { [call.streams]: { schema } };
  return call.streams ? { [call.streams]: { schema: { type: 'string' } }, ...json(schema) } : json(schema);
}

function pathParameters(template: string): Document[] {
  return Array.from(template.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(call: Call): Document[] {
  if (!call.query) return [];
  const { properties = {}, required = [] } = schemaOf(call.query, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headerParameters(call: Call): Document[] {
  const header = (name: string, required: boolean) => ({ name, in: 'header', required, schema: { type: 'string' } });
  return [
    ...(call.idempotent ? [header('Idempotency-Key', false)] : []),
    ...(call.ifMatch ? [header('If-Match', true)] : []),
  ];
}

/** "Any JSON value" is our only schema that refers to itself; said as the empty schema, nothing refers to anything. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Document {
  const { $schema: _dialect, $defs: _recursive, ...rest } = z.toJSONSchema(schema, { io, reused: 'inline' });
  return JSON.parse(JSON.stringify(rest, (_key, value: unknown) => (refersToJson(value) ? {} : value))) as Document;
}

function refersToJson(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$ref' in value;
}
