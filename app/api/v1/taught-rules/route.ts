import { route } from '@/lib/api/route';
import { listTaughtRules } from '@/lib/services/policies/list-taught-rules';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/taught-rules', {
  GET: ({ app }) => listTaughtRules(app),
});
