import { route } from '@/lib/api/route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/me', {
  GET: ({ app, actor: { userId, via: _via, ...user } }) => ({ user: { id: userId, ...user }, demo: app.config.demo }),
});
