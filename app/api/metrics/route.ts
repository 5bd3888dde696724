import { problemResponse } from '@/lib/api/problem-response';
import { requireMetricsReader } from '@/lib/auth/require-metrics-reader';
import { getApplication } from '@/lib/services/boot';
import { getMetrics } from '@/lib/services/metrics/get-metrics';

export const dynamic = 'force-dynamic';

/** The metrics in Prometheus' text format, for the holder of METRICS_TOKEN and for admins. */
export async function GET(request: Request): Promise<Response> {
  try {
    const app = getApplication();
    await requireMetricsReader(app, request.headers);
    const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(await getMetrics(app), { headers });
  } catch (error) {
    return problemResponse(error);
  }
}
