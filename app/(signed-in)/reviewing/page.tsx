import { ReviewingScreen } from '@/components/reviewing/reviewing-screen';
import { Page } from '@/components/shell/page';
import { hasRole } from '@/lib/domain/role';
import { requireRole } from '../require-role';

export default async function ReviewingPage() {
  const { role } = await requireRole('reviewer');
  return (
    <Page>
      <ReviewingScreen everybody={hasRole(role, 'admin')} />
    </Page>
  );
}
