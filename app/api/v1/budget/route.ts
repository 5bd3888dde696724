import { route } from '@/lib/api/route';
import { getBudget } from '@/lib/services/costs/get-budget';
import { saveBudget } from '@/lib/services/costs/save-budget';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/budget', {
  GET: async ({ app }) => ({ budget: await getBudget(app) }),
  PUT: async ({ app, actor, version, body }) => ({ budget: await saveBudget(app, actor, version, body) }),
});
