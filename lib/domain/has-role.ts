const RANK = { user: 0, reviewer: 1, admin: 2 };
type Rank = keyof typeof RANK;

/** True when `held` reaches at least `needed` on the ladder. It stands alone, so that pages can ask without the schemas. */
export function hasRole(held: Rank, needed: Rank): boolean {
  return RANK[held] >= RANK[needed];
}
