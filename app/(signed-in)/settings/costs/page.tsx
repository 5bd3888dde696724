import { CostsScreen } from '@/components/costs/costs-screen';

export default function CostsPage() {
  return <CostsScreen />;
}
