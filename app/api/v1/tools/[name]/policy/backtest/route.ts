import { route } from '@/lib/api/route';
import { backtestPolicy } from '@/lib/services/policies/backtest-policy';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tools/:name/policy/backtest', {
  POST: ({ app, params, body }) => backtestPolicy(app, params.name, body),
});
