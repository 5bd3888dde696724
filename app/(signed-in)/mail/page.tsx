import { notFound } from 'next/navigation';
import { MailList } from '@/components/mail/mail-list';
import { Page } from '@/components/shell/page';
import { getApplication } from '@/lib/services/boot';
import { requireRole } from '../require-role';

export default async function MailPage() {
  await requireRole('reviewer');
  if (!getApplication().config.demo) notFound();
  return (
    <Page>
      <div>
        <h1 className="text-title font-semibold">Caught mail</h1>
        <p className="text-small text-quiet">The demo sends nothing outside; what it would have sent stands here.</p>
      </div>
      <MailList />
    </Page>
  );
}
