import type { Role } from '@/lib/domain/role';

const LANDING: Record<Role, string> = { user: '/chat', reviewer: '/inbox', admin: '/settings' };

/** The page a person works on: where they land after signing in. */
export function landingPage(role: Role): string {
  return LANDING[role];
}

/** Where to go after signing in: back to the page that was asked for, when it is one of ours. */
export function returnPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}
