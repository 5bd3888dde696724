import { plainRoute } from '@/lib/api/plain-route';
import { jsonResponse } from '@/lib/api/route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = plainRoute({
  /** Answers as long as the process lives. */
  GET: () => jsonResponse(200, { status: 'ok' }),
});
