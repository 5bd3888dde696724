import { lineStream } from '@/lib/api/line-stream';
import { route } from '@/lib/api/route';
import { exportAudit } from '@/lib/services/audit/export-audit';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/audit', {
  GET: ({ app, query }) => lineStream(exportAudit(app, query.after)),
});
