import { route } from '@/lib/api/route';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { getRun } from '@/lib/services/runs/get-run';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/escalations/:id/resolve', {
  POST: async ({ app, actor, params, body }) => {
    const { id, conversationId, runId } = await resolveEscalation(app, actor, params.id, body);
    const escalation = { id, conversationId, outcome: body.outcome };
    return runId === undefined ? { escalation } : { escalation, run: await getRun(app, actor, runId) };
  },
});
