import { SetupForm } from './setup-form';

export default function SetupPage() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-6 p-6">
      <h1 className="text-xl font-semibold">Make the first admin</h1>
      <SetupForm />
    </main>
  );
}
