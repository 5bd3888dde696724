import { z } from 'zod';

/** A ladder: a reviewer may do what a user may, an admin what a reviewer may. */
export const role = z.enum(['user', 'reviewer', 'admin']);
export type Role = z.infer<typeof role>;

const RANK: Record<Role, number> = { user: 0, reviewer: 1, admin: 2 };

/** True when `held` reaches at least `needed` on the ladder. */
export function hasRole(held: Role, needed: Role): boolean {
  return RANK[held] >= RANK[needed];
}
