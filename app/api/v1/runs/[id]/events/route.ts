import { endWithAccess } from '@/lib/api/end-with-access';
import { eventStream } from '@/lib/api/event-stream';
import { route } from '@/lib/api/route';
import { authoriseRunRead } from '@/lib/services/runs/authorise-run-read';
import { followRunEvents } from '@/lib/services/runs/follow-run-events';
import { listRunEvents } from '@/lib/services/runs/list-run-events';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id/events', {
  GET: async ({ app, actor, params, query, request }) => {
    const after = lastEventId(request) ?? query.after;
    if (request.headers.get('accept')?.includes('application/json')) {
      return { items: await listRunEvents(app, actor, params.id, after) };
    }
    const stop = new AbortController();
    request.signal.addEventListener('abort', () => stop.abort());
    const feed = await followRunEvents(app, actor, params.id, { after, signal: stop.signal });
    if (feed) endWithAccess(app, { request, actor, stop }, (current) => authoriseRunRead(app, current, params.id));
    // 204 tells a browser that reconnects to give up.
    return feed ? eventStream(feed, stop) : new Response(null, { status: 204 });
  },
});

function lastEventId(request: Request): number | undefined {
  const id = request.headers.get('last-event-id');
  return id !== null && /^\d{1,9}$/.test(id) ? Number(id) : undefined;
}
