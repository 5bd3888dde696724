import { NothingHere } from '@/components/shell/nothing-here';

export default function NotFoundPage() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}
