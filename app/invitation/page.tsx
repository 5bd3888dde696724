import { FirstVisitForm } from '@/components/shell/first-visit-form';
import { Mark } from '@/components/shell/mark';

export default function InvitationPage() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 p-6">
      <div className="flex items-center gap-2 font-semibold">
        <Mark />
        Countersign
      </div>
      <h1 className="text-title font-semibold">You are invited</h1>
      <FirstVisitForm path="/api/invitation" fields={['name', 'password']} button="Join" />
    </main>
  );
}
