import { z } from 'zod';

/** The closed set of codes a problem document may carry. */
export const errorCode = z.enum([
  'bad_request',
  'unauthenticated',
  'forbidden',
  'origin_mismatch',
  'not_entitled',
  'self_review',
  'not_found',
  'method_not_allowed',
  'conflict',
  'stale_version',
  'already_decided',
  'already_resolved',
  'expired',
  'too_late',
  'changed_since',
  'not_reversible',
  'idempotency_mismatch',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_fields',
  'denied_by_policy',
  'too_many_requests',
  'halted',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** One field that is wrong; `pointer` is an RFC 6901 pointer into the request body. */
export interface FieldError {
  pointer: string;
  message: string;
}

const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  origin_mismatch: 403,
  not_entitled: 403,
  self_review: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale_version: 409,
  already_decided: 409,
  already_resolved: 409,
  expired: 409,
  too_late: 409,
  changed_since: 409,
  not_reversible: 409,
  idempotency_mismatch: 422,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_fields: 422,
  denied_by_policy: 422,
  too_many_requests: 429,
  halted: 503,
  unavailable: 503,
  internal: 500,
};

/**
 * An expected failure of a use case. The message says what happened, whether anything was sent, and what to do;
 * `body` carries members the answer needs beside the problem document (a 409's current proposal).
 */
export class CountersignError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: FieldError[];
  readonly body: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    details: { errors?: FieldError[]; body?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'CountersignError';
    this.code = code;
    this.status = STATUS[code];
    this.errors = details.errors ?? [];
    this.body = details.body ?? {};
  }
}
