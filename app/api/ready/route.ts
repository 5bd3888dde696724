import { problemResponse } from '@/lib/api/problem-response';
import { jsonResponse } from '@/lib/api/route';
import { sql } from '@/lib/domain/sql';
import { getApplication } from '@/lib/services/boot';

export const dynamic = 'force-dynamic';

/** Answers 200 when requests can be served: the database is reachable. */
export async function GET(): Promise<Response> {
  try {
    await getApplication().database.query(sql`select 1`);
    return jsonResponse(200, { status: 'ready' });
  } catch (error) {
    return problemResponse(error);
  }
}
