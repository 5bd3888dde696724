import { isEntitled, mayDecide } from '@/lib/domain/entitlement';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Role } from '@/lib/domain/role';
import { groupsOfUser } from '@/lib/store/users/groups-of-user';
import type { Actor } from '../application';

interface Decided {
  requesterId: string;
  approvers: readonly string[];
}

/**
 * Reads the actor again in the deciding transaction, so that a role or group taken away a moment ago counts. Gives the actor
 * as they are now; throws not_entitled or self_review.
 */
export async function requireDecider(transaction: Transaction, actor: Actor, proposal: Decided): Promise<Actor> {
  return entitled(await readDecider(transaction, actor), proposal);
}

/** The actor as they are now, whose row stays so until the transaction ends; null when disabled or gone. */
export async function readDecider(transaction: Transaction, actor: Actor): Promise<Actor | null> {
  // The groups are read by a statement of their own: one that waited for the row would see them as they were before.
  const [[user], [memberships]] = await Promise.all([
    transaction.query<{ role: Role; disabled: boolean }>(sql`
      select role, disabled_at is not null as disabled from app_user where id = ${actor.userId} for share`),
    transaction.query<{ groups: string[] }>(sql`
      select ${groupsOfUser} as groups from app_user u where u.id = ${actor.userId}`),
  ]);
  return user && !user.disabled ? { ...actor, role: user.role, groups: memberships?.groups ?? [] } : null;
}

/** The decider, when they may decide this; throws not_entitled or self_review. */
export function entitled(decider: Actor | null, proposal: Decided): Actor {
  if (decider && mayDecide(decider, proposal)) return decider;
  if (decider?.userId === proposal.requesterId && isEntitled(decider, proposal.approvers)) {
    throw new CountersignError(
      'self_review',
      'You asked for this yourself, so another person must decide. Nothing was sent.',
    );
  }
  throw new CountersignError('not_entitled', 'You are not among the people who may decide this. Nothing was sent.');
}
