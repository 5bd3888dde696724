import type { DecisionInput } from '@/lib/api/contract/decision';
import type { CurrentPolicy } from '@/lib/domain/policy';
import type { Transaction } from '@/lib/domain/sql';
import type { LockedGroup } from '@/lib/store/proposals/lock-proposal';
import type { Actor, Application } from '../application';

/** One decision being taken: the deciding transaction, its locked rows and who decides what. */
export interface Deciding {
  app: Application;
  transaction: Transaction;
  group: LockedGroup;
  actor: Actor;
  input: DecisionInput;
  decisionId: string;
  /** The policy in force for its tool. */
  policy: CurrentPolicy;
}
