import type { z } from 'zod';
import { CountersignError, type FieldError } from '@/lib/domain/errors';
import type { Json } from '@/lib/domain/json';
import { parseJson } from './parse-json';
import { readBody } from './read-body';

const LONGEST_ID = 200;

/** What Next says of a path's variable parts; nothing at all where there are none. */
export type PathParams = Promise<Record<string, string | string[] | undefined> | undefined>;

/** The ids in a path. One that no object could have is not found rather than wrong. */
export async function readParams(params: PathParams): Promise<Record<string, string>> {
  const given = Object.entries((await params) ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : '',
  ]);
  if (given.some(([, value]) => value === undefined || value.length > LONGEST_ID || /[\p{Cc}\p{Cs}]/u.test(value))) {
    throw new CountersignError('not_found', 'There is nothing of this id, or it is not yours to see.');
  }
  return Object.fromEntries(given) as Record<string, string>;
}

/** The query parsed by its schema; a parameter given twice is wrong. Throws `invalid_fields`. */
export function readQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const given = new URL(request.url).searchParams;
  const errors: FieldError[] = [];
  for (const name of new Set(given.keys())) {
    if (given.getAll(name).length > 1) errors.push({ pointer: `?${name}`, message: 'Given more than once.' });
    else if (/\p{Cc}/u.test(given.get(name) ?? '')) errors.push({ pointer: `?${name}`, message: 'Not plain text.' });
  }
  if (errors.length > 0) throw invalidFields(errors);
  return parse(schema, Object.fromEntries(given), ([name = '']) => `?${String(name)}`);
}

/**
 * The JSON body parsed by its schema, beside what was given. Throws `unsupported_media_type`, `payload_too_large`,
 * `bad_request` or `invalid_fields`.
 */
export async function readJson<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  maxKeys?: number,
): Promise<{ value: z.output<Schema>; given: Json | undefined }> {
  const type = request.headers.get('content-type');
  if (type !== null && !/^application\/json\s*(;|$)/i.test(type)) throw notJson();
  const text = await readBody(request);
  if (type === null && text !== '') throw notJson();
  const given = text === '' ? undefined : parseJson(text, maxKeys);
  return { value: parse(schema, given, toPointer), given };
}

/** The version in If-Match, a bare number or quoted. Throws `bad_request` when it is missing or something else. */
export function readIfMatch(request: Request): number {
  const version = /^"?(\d{1,9})"?$/.exec(request.headers.get('if-match') ?? '')?.[1];
  if (version !== undefined) return Number(version);
  throw new CountersignError(
    'bad_request',
    'This needs an If-Match header with the version you read, such as If-Match: 3. Nothing was saved.',
  );
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  pointerOf: (path: readonly PropertyKey[]) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidFields(parsed.error.issues.flatMap((issue) => describe(issue, pointerOf)));
}

function describe(issue: z.core.$ZodIssue, pointerOf: (path: readonly PropertyKey[]) => string): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), message: 'There is no such field.' }));
  }
  return [{ pointer: pointerOf(issue.path), message: issue.message }];
}

/** RFC 6901. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function invalidFields(errors: FieldError[]): CountersignError {
  const fields = errors.map(({ pointer }) => pointer || 'the body').join(', ');
  return new CountersignError('invalid_fields', `Some fields are wrong, so nothing was done: ${fields}.`, { errors });
}

function notJson(): CountersignError {
  return new CountersignError(
    'unsupported_media_type',
    'The body must be JSON, sent with Content-Type: application/json. Nothing was done.',
  );
}
