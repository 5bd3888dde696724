import { z } from 'zod';
import { json } from './json';
import type { TransitionTable } from './transition';

export const proposalStatus = z.enum([
  'pending',
  'approved',
  'rejected',
  'expired',
  'cancelled',
  'superseded',
  'revoked',
]);
export type ProposalStatus = z.infer<typeof proposalStatus>;

/** `pending → pending` is an edit or a refresh: version + 1, given approvals reset. */
export const proposalTransitions: TransitionTable<ProposalStatus> = {
  pending: ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded'],
  approved: ['revoked', 'superseded'],
  rejected: [],
  expired: [],
  cancelled: [],
  superseded: [],
  revoked: [],
};

/** One field of a record before and after; `path` is an RFC 6901 pointer from the store's root, absent equals null. */
export const change = z.object({ path: z.string(), before: json, after: json });
export type Change = z.infer<typeof change>;

/** What a write would do: the touched records, sparse from the store's root, before and after it. */
export const preview = z.object({ before: json, after: json, changes: z.array(change) });
export type Preview = z.infer<typeof preview>;
