import { hasRole, role, type Role } from './role';

/** Who decides: as little of a user as the question needs. */
export interface Decider {
  userId: string;
  email: string;
  role: Role;
  /** The names of the groups they are in. */
  groups: readonly string[];
}

const GROUP_PREFIX = 'group:';

/** What `approvers` call whoever asked for the call. Unless it stands there, nobody decides what they asked for themselves. */
export const REQUESTER = 'requester';

/** A group as `approvers` name it. */
export function approverOf(group: string): string {
  return GROUP_PREFIX + group;
}

/** The group that an approver names; null for a role or a person. */
export function groupOf(approver: string): string | null {
  return approver.toLowerCase().startsWith(GROUP_PREFIX) ? approver.slice(GROUP_PREFIX.length).toLowerCase() : null;
}

/** The names a policy's `approvers` may know a user by: every role they reach, their groups, e-mail address and id. */
export function entitlementsOf(decider: Decider): string[] {
  const roles = role.options.filter((name) => hasRole(decider.role, name));
  return [...roles, ...decider.groups.map(approverOf), decider.email, decider.userId];
}

/** True when a reviewer is among the approvers; a policy that names none means every reviewer. */
export function isEntitled(decider: Decider, approvers: readonly string[]): boolean {
  if (!hasRole(decider.role, 'reviewer')) return false;
  if (approvers.length === 0) return true;
  const names = entitlementsOf(decider).map((name) => name.toLowerCase());
  return approvers.some((approver) => names.includes(approver.toLowerCase()));
}

/** True when approvers let a reviewer decide what they asked for themselves. */
export function allowsSelfReview(approvers: readonly string[]): boolean {
  return approvers.some((approver) => approver.toLowerCase() === REQUESTER);
}

/** True when the user may decide the proposal: entitled, and not the one who asked for it unless that is allowed. */
export function mayDecide(decider: Decider, proposal: { requesterId: string; approvers: readonly string[] }): boolean {
  if (decider.userId !== proposal.requesterId) return isEntitled(decider, proposal.approvers);
  return hasRole(decider.role, 'reviewer') && allowsSelfReview(proposal.approvers);
}
