import { PolicyScreen } from '@/components/settings/policy-screen';

export default async function ToolPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <PolicyScreen tool={decodeURIComponent(name)} />;
}
