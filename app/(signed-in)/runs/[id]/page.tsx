import { RunRecord } from '@/components/run/run-record';
import { Page } from '@/components/shell/page';

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Page>
      <RunRecord id={id} />
    </Page>
  );
}
