import { plainRoute } from '@/lib/api/plain-route';
import { requireMetricsReader } from '@/lib/auth/require-metrics-reader';
import { getApplication } from '@/lib/services/boot';
import { getMetrics } from '@/lib/services/metrics/get-metrics';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = plainRoute({
  /** The metrics in Prometheus' text format, for the holder of METRICS_TOKEN and for admins. */
  GET: async (request) => {
    const app = getApplication();
    await requireMetricsReader(app, request.headers);
    const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(await getMetrics(app), { headers });
  },
});
