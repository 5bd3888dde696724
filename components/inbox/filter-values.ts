import type { InboxView } from '@/lib/api/contract/inbox';
import type { InboxItemKind } from '@/lib/domain/inbox-item';
import type { ReversibilityClass } from '@/lib/domain/reversibility';

/** What the filters can be set to, each with its words; written out, for a page needs no schema to read its address. */
export const views: Record<InboxView, string> = { mine: 'Mine', team: 'Team', snoozed: 'Snoozed', history: 'History' };

export const kinds: Record<InboxItemKind, string> = {
  proposal: 'Proposal',
  escalation: 'Escalation',
  unknown_outcome: 'Unknown outcome',
  dead_letter: 'Stuck run',
};

export const classes: Partial<Record<ReversibilityClass, string>> = {
  irreversible: 'irreversible',
  compensable: 'compensable',
  reversible: 'reversible',
};

/** The names of such a list, in its order. */
export function namesOf<Name extends string>(values: Partial<Record<Name, string>>): Name[] {
  return Object.keys(values) as Name[];
}

/** One of a list's names, when that is what the address says. */
export function nameIn<Name extends string>(
  values: Partial<Record<Name, string>>,
  said: string | null,
): Name | undefined {
  return namesOf(values).find((name) => name === said);
}
