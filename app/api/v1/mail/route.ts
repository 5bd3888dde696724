import { route } from '@/lib/api/route';
import { listMail } from '@/lib/services/mail/list-mail';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/mail', {
  GET: ({ app, query }) => listMail(app, query),
});
