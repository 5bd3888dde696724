import { notFound, redirect } from 'next/navigation';
import { currentActor } from '@/lib/auth/current-actor';
import { hasRole, type Role } from '@/lib/domain/role';
import type { Actor } from '@/lib/services/application';

/** The signed-in person, who must reach this role: a stranger goes to sign in, for anyone else the page is not there. */
export async function requireRole(role: Role): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect('/');
  if (!hasRole(actor.role, role)) notFound();
  return actor;
}
