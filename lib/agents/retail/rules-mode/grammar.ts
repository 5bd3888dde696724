/** What rules mode can do, with a sentence it understands for each: its whole grammar, printed on "help". */
const GRAMMAR: readonly { can: string; example: string }[] = [
  { can: 'tell you where an order is', example: 'Where is my order #W1234567?' },
  { can: 'look up a customer', example: 'Look up Ana Silva, zip 62701' },
  {
    can: 'change the address of a pending order',
    example: 'Change the address of order #W1234567 to 12 Elm St, Apt 4, Springfield, IL 62701',
  },
  { can: 'cancel a pending order', example: 'Cancel order #W1234567, I ordered it by mistake' },
  { can: 'return items of a delivered order', example: 'Return the desk lamp from order #W1234567' },
  { can: 'ask for store credit', example: 'Give me $20 store credit for order #W1234567 because it came late' },
  { can: 'answer from what the shop has written down', example: 'What is your return policy?' },
  { can: 'hand you over to a person', example: 'I want to talk to a person' },
];

const LIST = GRAMMAR.map(({ can, example }) => `- ${can}: "${example}"`).join('\n');

const HELP = `I can:\n${LIST}\nWhatever changes something may first go to a person for approval.`;

/** Answers to words that ask for nothing. Null when the words are of another kind. */
export function smallTalk(text: string): string | null {
  if (/\bhelp\b|\bwhat (?:can|do) you do\b|\bwhat are you able\b/i.test(text)) return HELP;
  if (/^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[^.?!]{0,30}\W*$/i.test(text)) return `Hello. ${HELP}`;
  const closing = /^\W*(?:ok(?:ay)?|thanks?|thank you|great|perfect|bye|goodbye|that['’]?s all)\b[^?]{0,40}$/i;
  return closing.test(text) ? 'You are welcome. Tell me if there is anything else.' : null;
}
