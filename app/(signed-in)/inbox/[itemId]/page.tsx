import { ItemDetail } from '@/components/inbox/item-detail';

export default async function InboxItemPage({ params }: { params: Promise<{ itemId: string }> }) {
  const { itemId } = await params;
  return <ItemDetail id={itemId} />;
}
