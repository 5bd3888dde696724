import { jsonResponse } from '@/lib/api/route';

export const dynamic = 'force-dynamic';

/** Answers as long as the process lives. */
export function GET(): Response {
  return jsonResponse(200, { status: 'ok' });
}
