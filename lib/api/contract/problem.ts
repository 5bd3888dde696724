import { z } from 'zod';
import { errorCode } from '@/lib/domain/errors';

/** One wrong field; `pointer` is an RFC 6901 pointer into the request body, or `?name` for a query parameter. */
const problemField = z.object({ pointer: z.string(), message: z.string() });

/** An RFC 9457 problem document; a conflict carries further members, such as the current proposal. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: errorCode,
  errors: z.array(problemField).optional(),
});
export type Problem = z.infer<typeof problem>;
