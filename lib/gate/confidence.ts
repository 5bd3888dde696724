import type { Confidence, ConfidenceReason, ConfidenceReasonKind } from '@/lib/domain/confidence';

/** Everything known of a reply or a call that speaks against it. Counts are of this run. */
export interface Doubts {
  /** What the model said of itself, 0 to 1; `unreadable` when it tried to, null when it said nothing. */
  stated: number | 'unreadable' | null;
  /** Arguments that stand nowhere in the run's record. */
  madeUp: number;
  /** It rests on text that somebody outside could have written. */
  tainted: boolean;
  /** Earlier calls that a check refused or that failed. */
  troubles: number;
  /** Earlier calls that a person rejected. */
  rejections: number;
  /** What the check of the answer found. */
  findings: number;
  /** Another one answered in place of the agent's model: rules mode or a fallback. */
  standIn: boolean;
  /** How sure the front door was of what is asked; null when it was not asked. */
  understood: number | 'unanswered' | null;
  /** Kinds of hidden text in the message, in words. */
  hidden: readonly string[];
  /** The share of the message's words that the agent's last runs did not hold; null when there is too little to tell. */
  novelty: number | null;
}

export const noDoubts: Doubts = {
  stated: null,
  madeUp: 0,
  tainted: false,
  troubles: 0,
  rejections: 0,
  findings: 0,
  standIn: false,
  understood: null,
  hidden: [],
  novelty: null,
};

/** How much a message of nothing but new words takes away. */
const NOVELTY_WEIGHT = 0.3;
/** Beyond so many, one more of the same kind says nothing new. */
const MOST_COUNTED = 5;

/**
 * How far to trust a reply or a call. It begins with what the model stated, or with `unstated`, and each doubt multiplies
 * it by a factor of at most 1: whatever is added, it only falls. ADR 029 has the table.
 */
export function confidenceOf(doubts: Doubts, unstated: number): Confidence {
  const stated = typeof doubts.stated === 'number' ? doubts.stated : null;
  const reasons = [
    ...statementReasons(doubts),
    ...callReasons(doubts),
    ...historyReasons(doubts),
    ...messageReasons(doubts),
  ];
  const value = reasons.reduce((product, { factor }) => product * factor, stated ?? unstated);
  return { value: Math.round(value * 10_000) / 10_000, stated, reasons };
}

function statementReasons({ stated, standIn }: Doubts): ConfidenceReason[] {
  return [
    ...when('unreadable', stated === 'unreadable', 0.95, 'What the model said of its confidence can’t be read.'),
    ...when('stand_in', standIn, 0.85, 'Another one answered in place of the agent’s model.'),
  ];
}

function callReasons({ madeUp, tainted, findings }: Doubts): ConfidenceReason[] {
  return [
    ...counted('made_up', madeUp, 0.6, 0.9, (count) => `${count} made up: the run’s record holds no source for it.`, [
      'argument was',
      'arguments were',
    ]),
    ...when('tainted', tainted, 0.7, 'Text from outside had been read before.'),
    ...counted('findings', findings, 0.6, 0.9, (count) => `The check of the answer has ${count}.`, [
      'finding',
      'findings',
    ]),
  ];
}

function historyReasons({ troubles, rejections }: Doubts): ConfidenceReason[] {
  return [
    ...counted('troubles', troubles, 0.9, 0.95, (count) => `Before it, ${count} refused or failed.`, [
      'call was',
      'calls were',
    ]),
    ...counted('rejections', rejections, 0.85, 0.85, (count) => `People rejected ${count} of this run before.`, [
      'call',
      'calls',
    ]),
  ];
}

function messageReasons({ understood, hidden, novelty }: Doubts): ConfidenceReason[] {
  const percent = Math.round((novelty ?? 0) * 100);
  return [
    ...when('unanswered', understood === 'unanswered', 0.95, 'The front door could not classify the message.'),
    ...(typeof understood === 'number' && understood < 1
      ? when('understood', true, understood, `The front door was sure of the request to ${understood}.`)
      : []),
    ...when('hidden', hidden.length > 0, 0.8, `The message holds ${hidden.join(' and ')}.`),
    ...(novelty !== null && novelty > 0
      ? when(
          'novelty',
          true,
          1 - NOVELTY_WEIGHT * novelty,
          `${percent} % of the message’s words are new to this agent.`,
        )
      : []),
  ];
}

function when(kind: ConfidenceReasonKind, holds: boolean, factor: number, why: string): ConfidenceReason[] {
  return holds ? [{ kind, factor, why }] : [];
}

/** The first of a kind weighs most, each further one less, and those past the fifth nothing. */
function counted(
  kind: ConfidenceReasonKind,
  count: number,
  first: number,
  further: number,
  sentence: (counted: string) => string,
  [one, many]: readonly [string, string],
): ConfidenceReason[] {
  if (count === 0) return [];
  const factor = first * further ** (Math.min(count, MOST_COUNTED) - 1);
  return [{ kind, factor, why: sentence(`${count} ${count === 1 ? one : many}`) }];
}
