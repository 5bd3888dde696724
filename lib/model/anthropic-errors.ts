import { APIError } from '@anthropic-ai/sdk';
import { ModelError, type ModelErrorKind } from '@/lib/domain/model';

/** Errors that the same request would meet again, by the name the provider gives them. */
const REJECTED_TYPES = new Set([
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'request_too_large',
]);

const NEXT: Record<ModelErrorKind, string> = {
  unavailable: 'No tool was called; the call can be tried again.',
  malformed: 'No tool was called; the call can be tried again.',
  cut_off: 'No tool was called.',
  rejected: 'No tool was called, and trying again would not help: check ANTHROPIC_API_KEY, the model and the request.',
};

/** A failure of one call, with what to do about it in the message. */
export function modelError(
  kind: ModelErrorKind,
  what: string,
  details: { retryAfterSeconds?: number } = {},
): ModelError {
  return new ModelError(kind, `${what} ${NEXT[kind]}`, details.retryAfterSeconds);
}

/** An `error` event inside a stream that began with status 200. */
export function streamError(error: { type: string; message?: string | null | undefined }): ModelError {
  const kind = REJECTED_TYPES.has(error.type) ? 'rejected' : 'unavailable';
  return modelError(kind, `The model provider broke off its answer (${describe(error.type, error.message)}).`);
}

/** Any failure to get an answer at all: a refused connection, a timeout, an error status. */
export function requestError(error: unknown): ModelError {
  if (!(error instanceof APIError)) return modelError('unavailable', `The model call failed (${String(error)}).`);
  if (error.status === undefined) {
    return modelError('unavailable', `The model provider could not be reached (${error.message}).`);
  }
  const kind = isTemporary(error.status) ? 'unavailable' : 'rejected';
  const what = `The model provider answered ${error.status} (${describe(error.type, error.apiMessage)}).`;
  const retryAfterSeconds = retryAfter(error.headers);
  return modelError(kind, what, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}

function isTemporary(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function describe(type: string | null, message: string | null | undefined): string {
  return [type ?? 'no reason given', message].filter(Boolean).join(': ');
}

/** Seconds asked for by `retry-after-ms` or `retry-after`, which may be seconds or a date. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return Math.max(0, milliseconds / 1000);
  const header = headers?.get('retry-after');
  if (!header) return undefined;
  const seconds = Number.isFinite(Number(header)) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
