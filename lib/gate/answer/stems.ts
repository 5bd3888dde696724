const IRREGULAR: Record<string, string> = {
  sent: 'send',
  paid: 'pay',
  made: 'make',
  given: 'give',
  gave: 'give',
  written: 'write',
  taken: 'take',
  put: 'put',
};

/** Verbs that people use for one another when they say what was done to a record. */
const FAMILIES = [
  ['cancel', 'void', 'revoke', 'withdraw'],
  ['modify', 'update', 'change', 'edit', 'adjust', 'correct', 'switch', 'set', 'move', 'amend', 'upgrade', 'downgrade'],
  ['exchange', 'replace', 'swap'],
  ['refund', 'credit', 'reimburse', 'return', 'compensate'],
  ['charge', 'pay', 'bill', 'deduct'],
  ['issue', 'grant', 'send'],
  ['send', 'email', 'mail', 'notify', 'forward'],
  ['book', 'reserve', 'schedule', 'reschedule', 'purchase', 'buy'],
  ['add', 'append', 'insert', 'attach', 'include', 'apply'],
  ['remove', 'delete', 'drop', 'clear', 'erase'],
  ['transfer', 'escalate'],
  ['activate', 'enable', 'unlock', 'open', 'reset', 'restore'],
  ['deactivate', 'disable', 'lock', 'close', 'block', 'suspend'],
];

/** Verbs that leave it to their noun to say what was done. */
const LIGHT = new Set(
  [
    'process',
    'complete',
    'issue',
    'make',
    'place',
    'submit',
    'initiate',
    'apply',
    'perform',
    'file',
    'arrange',
    'put',
    'finalize',
    'execute',
  ].map(stemOf),
);
const STEMS = FAMILIES.map((family) => new Set(family.map(stemOf)));

/** What the forms of one word share: "cancel" of "cancelled" and "cancellation", "modif" of "modify" and "modified". */
export function stemOf(word: string): string {
  // People also write "constructor", which every object has.
  const base = (Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined) ?? word;
  return base
    .replace(/(?:ations?|ions?|ments?|ings?|e[ds]|ie[ds]|s|e|(?<![aeiou])y)$/, '')
    .replace(/([^aeiou])\1$/, '$1');
}

/** The stems of a verb and of the verbs that people use for it. */
export function stemsLike(verb: string): Set<string> {
  const stem = stemOf(verb);
  return new Set([stem, ...STEMS.filter((family) => family.has(stem)).flatMap((family) => [...family])]);
}

/** True for a verb that says something outside the conversation was changed, in this or another form. */
export function namesEffect(verb: string): boolean {
  return STEMS.some((family) => family.has(stemOf(verb)));
}

/** True for a verb that leaves it to its noun to say what was done: "process", "make". */
export function isLight(verb: string): boolean {
  return LIGHT.has(stemOf(verb));
}
