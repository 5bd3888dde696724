/** What each single key does, in the order they are listed. */
export const keyWords: readonly (readonly [key: string, meaning: string])[] = [
  ['j', 'Next item'],
  ['k', 'Previous item'],
  ['Enter', 'Go into the open item'],
  ['a', 'Approve; what cannot be undone asks for a second press'],
  ['e', 'Edit; resume an escalation with guidance'],
  ['c', 'Close an escalation'],
  ['r', 'Reject; answer an escalation'],
  ['x', 'Select, to decide several together'],
  ['X', 'Decide what is selected'],
  ['s', 'Snooze: put it off for a while'],
  ['u', 'Undo what ran, while that is possible'],
  ['/', 'Search'],
  ['?', 'This list'],
  ['Escape', 'Close what is open, or go back to the list'],
];
