import { STATUS_CODES } from 'node:http';
import { CountersignError } from '@/lib/domain/errors';
import { isDatabaseOutage } from '@/lib/store/database-outage';
import type { Problem } from './contract/problem';

/**
 * Any error as an RFC 9457 problem document. What is not expected becomes a 500 that tells nothing of our insides; its
 * stack goes to the log.
 */
export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
  const expected = asExpected(error);
  const body: Problem = {
    ...expected.body,
    type: `urn:countersign:problem:${expected.code}`,
    title: STATUS_CODES[expected.status] ?? 'Error',
    status: expected.status,
    detail: expected.message,
    code: expected.code,
    ...(expected.errors.length === 0 ? {} : { errors: expected.errors }),
  };
  return new Response(JSON.stringify(body), {
    status: expected.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(expected.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
      ...headers,
    },
  });
}

function asExpected(error: unknown): CountersignError {
  if (error instanceof CountersignError) return error;
  if (isDatabaseOutage(error)) {
    return new CountersignError(
      'unavailable',
      'The database cannot be reached, so nothing was decided or sent by this request. Try again in a few seconds.',
    );
  }
  console.error('A request failed:', error);
  return new CountersignError(
    'internal',
    'The server made a mistake with this request. Look at the current state before you try again; the log has the details.',
  );
}
