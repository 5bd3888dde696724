import { ApiError } from './request';

const keys = new WeakMap<object, string>();

/**
 * The Idempotency-Key header of one input object. A retry sends the same object and so repeats its key, and the server
 * answers with what it already did.
 */
export function idempotencyKey(input: object): { 'idempotency-key': string } {
  const key = keys.get(input) ?? newKey();
  keys.set(input, key);
  return { 'idempotency-key': key };
}

/** True when no answer came, twice at most: then the same request is worth sending again. */
export function retryLostAnswer(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof ApiError);
}

/** `crypto.randomUUID` is missing on pages served over plain http, so the bytes are drawn here. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
