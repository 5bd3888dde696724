import canonicalize from 'canonicalize';
import type { JsonObject } from '@/lib/domain/json';
import { ToolError } from '@/lib/domain/tool';

/** One record out of an execution's stored before- or after-image. */
export function recordIn<Found>(image: JsonObject, table: 'orders' | 'users', id: string): Found {
  const record = (image as Record<string, Record<string, Found>>)[table]?.[id];
  if (!record) throw new Error(`The stored image of the execution does not hold ${table}/${id}.`);
  return record;
}

/** Throws ToolError when the record no longer says what the execution to undo left there. */
export function requireUnchanged(now: unknown, left: unknown): void {
  if (canonicalize(now) === canonicalize(left)) return;
  throw new ToolError({
    message: 'the record was changed since; nothing was undone',
    hint: 'Look at the record as it is now and propose the change you want.',
  });
}
