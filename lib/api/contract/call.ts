import { z } from 'zod';
import type { Role } from '@/lib/domain/role';

export const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
export type Method = z.infer<typeof method>;

/**
 * One call of the API. `role` is the least that may make it, null anyone at all; the service decides on whose data.
 * `outside` lets outside agents make it with their own token: beside people, or only they.
 */
export interface Call {
  summary: string;
  role: Role | null;
  outside?: 'too' | 'only';
  answer: z.ZodType;
  /** 200 unless it says otherwise. */
  status?: 200 | 201 | 202;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Most keys of a body, 500 unless it says otherwise. */
  maxKeys?: number;
  /** Honours an Idempotency-Key header. */
  idempotent?: true;
  /** Needs an If-Match header with the version that was read. */
  ifMatch?: true;
  /** The media type of an answer that is not plain JSON: events beside a list, or JSON lines that are each an `answer`. */
  streams?: 'text/event-stream' | 'application/jsonl';
}
