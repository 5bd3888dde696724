import { Suspense } from 'react';
import { RunsScreen } from '@/components/runs/runs-screen';
import { Page } from '@/components/shell/page';
import { agentNames } from '../agent-names';
import { requireRole } from '../require-role';

export default async function RunsPage() {
  await requireRole('reviewer');
  return (
    <Page>
      <Suspense>
        <RunsScreen agents={agentNames()} />
      </Suspense>
    </Page>
  );
}
