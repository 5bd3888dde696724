import { redirect } from 'next/navigation';
import { landingPage, returnPath } from '@/components/shell/landing-page';
import { Mark } from '@/components/shell/mark';
import { SignInForm } from '@/components/shell/sign-in-form';
import { currentActor } from '@/lib/auth/current-actor';
import { getApplication } from '@/lib/services/boot';

interface HomePageProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}

/** The sign-in page for strangers; whoever is signed in goes on to their own page. */
export default async function HomePage({ searchParams }: HomePageProps) {
  const { next, error } = await searchParams;
  const { demo, oidc } = getApplication().config;
  const returnTo = returnPath(typeof next === 'string' ? next : undefined);
  const actor = await currentActor();
  if (actor) redirect(returnTo === '/' ? landingPage(actor.role) : returnTo);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 p-6">
      <div className="flex flex-col gap-1">
        <div className="flex items-center gap-2 font-semibold">
          <Mark />
          Countersign
        </div>
        <p className="text-small text-quiet">Agents propose. A person decides. Only then it happens.</p>
      </div>
      <h1 className="text-title font-semibold">Sign in</h1>
      <SignInForm
        demo={demo}
        provider={oidc ? new URL(oidc.issuer).host : null}
        returnTo={returnTo}
        error={typeof error === 'string' ? error : null}
      />
    </main>
  );
}
