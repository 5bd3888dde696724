import type { Role } from './role';

const RANK: Record<Role, number> = { user: 0, reviewer: 1, admin: 2 };

/** True when `held` reaches at least `needed` on the ladder. It stands alone, so that pages can ask without the schemas. */
export function hasRole(held: Role, needed: Role): boolean {
  return RANK[held] >= RANK[needed];
}
