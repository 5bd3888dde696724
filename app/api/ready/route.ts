import { plainRoute } from '@/lib/api/plain-route';
import { jsonResponse } from '@/lib/api/route';
import { sql } from '@/lib/domain/sql';
import { getApplication } from '@/lib/services/boot';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = plainRoute({
  /** Answers 200 when requests can be served: the database is reachable. */
  GET: async () => {
    await getApplication().database.query(sql`select 1`);
    return jsonResponse(200, { status: 'ready' });
  },
});
