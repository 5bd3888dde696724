import { InsightsScreen } from '@/components/insights/insights-screen';
import { requireRole } from '../require-role';

export default async function InsightsPage() {
  await requireRole('reviewer');
  return <InsightsScreen />;
}
