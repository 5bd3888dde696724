import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi';

interface Media {
  schema: object;
}
interface Operation {
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Published {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Problem: object } };
}

const published = openApiDocument() as unknown as Published;
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (one: Ajv2020) => void)(ajv);
const checks = new Map<object, ValidateFunction>();

/**
 * Fails when an answer is not what the OpenAPI document says of its call: its status, its media type, and its body to
 * the last member.
 */
export async function expectPublished(method: string, template: string, response: Response): Promise<void> {
  const call = `${method} ${template} ${response.status}`;
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (response.status >= 400) {
    expect(type, call).toBe('application/problem+json');
    return expectFit(call, published.components.schemas.Problem, await response.json());
  }
  const operation = published.paths[`/api/v1${template.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
  const answer = operation?.responses[response.status];
  expect(answer, `${call} is published`).toBeDefined();
  if (!answer?.content) return expect(await response.text(), call).toBe('');
  const media = answer.content[type];
  expect(media, `${call} as ${type} is published`).toBeDefined();
  if (!media || type === 'text/event-stream') return;
  const text = await response.text();
  const bodies = type === 'application/jsonl' ? text.split('\n').filter(Boolean) : [text];
  for (const body of bodies) expectFit(call, media.schema, JSON.parse(body));
}

function expectFit(call: string, schema: object, body: unknown): void {
  const check = checks.get(schema) ?? ajv.compile(schema);
  checks.set(schema, check);
  check(body);
  expect(check.errors ?? [], call).toEqual([]);
}
