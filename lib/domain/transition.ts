/** A state machine as data: for every status the statuses that may follow it. */
export type TransitionTable<Status extends string> = Readonly<Record<Status, readonly Status[]>>;

/** True when the table lists the step from one status to the other. */
export function mayFollow<Status extends string>(table: TransitionTable<Status>, from: Status, to: Status): boolean {
  return table[from].includes(to);
}

/** True when nothing may follow this status. */
export function isTerminal<Status extends string>(table: TransitionTable<Status>, status: Status): boolean {
  return table[status].length === 0;
}
