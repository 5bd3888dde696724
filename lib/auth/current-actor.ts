import { headers } from 'next/headers';
import type { Actor } from '@/lib/services/application';
import { getApplication } from '@/lib/services/boot';
import { authenticate } from './authenticate';

/** Who looks at the page, read from the database for this request; null for a stranger. */
export async function currentActor(): Promise<Actor | null> {
  const authenticated = await authenticate(getApplication(), await headers());
  return authenticated && 'actor' in authenticated ? authenticated.actor : null;
}
