import Link from 'next/link';
import { NoticeSection } from '@/components/people/notice-section';
import { OwnTokens } from '@/components/people/own-tokens';
import { Page } from '@/components/shell/page';
import { hasRole } from '@/lib/domain/role';
import { requireRole } from '../require-role';

export default async function AccountPage() {
  const { userId, name, email, role, groups } = await requireRole('user');
  return (
    <Page>
      <div>
        <h1 className="text-title font-semibold">{name}</h1>
        <p className="text-small text-quiet">
          {email} · {[role, ...groups].join(', ')}
        </p>
      </div>
      {hasRole(role, 'reviewer') && (
        <Link href="/reviewing" className="self-start text-small underline">
          How I review
        </Link>
      )}
      <NoticeSection mayDecide={hasRole(role, 'reviewer')} />
      <OwnTokens userId={userId} />
    </Page>
  );
}
