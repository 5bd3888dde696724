import { leavesOf } from '@/components/diff/json-leaves';
import type { Json } from '@/lib/domain/json';

const VERBS: Record<string, string> = {
  get: 'Looking up',
  find: 'Looking up',
  list: 'Looking up',
  search: 'Searching',
  read: 'Reading',
  calculate: 'Calculating',
  think: 'Thinking',
  transfer: 'Handing over to a person',
  cancel: 'Preparing to cancel',
  modify: 'Preparing to change',
  return: 'Preparing the return of',
  exchange: 'Preparing the exchange of',
  issue: 'Preparing',
  send: 'Preparing',
  create: 'Preparing',
  update: 'Preparing to change',
  delete: 'Preparing to delete',
};
/** Verbs that say all there is to say. */
const COMPLETE = new Set(['calculate', 'think', 'transfer']);
const FILLERS = new Set(['details', 'id', 'info', 'by', 'for']);
const LONGEST_VALUE = 40;
const MOST_VALUES = 3;

/** A call in words a customer can read: `get_order_details {"order_id": "#1182"}` is "Looking up order #1182". */
export function callInWords(name: string, args: Json): string {
  const [first = name, ...rest] = name.split(/[_\s-]+/);
  const verb = VERBS[first];
  if (verb && COMPLETE.has(first)) return verb;
  const about = rest.findIndex((word) => word === 'by' || word === 'for');
  const nouns = (about < 0 ? rest : rest.slice(0, about)).filter((word) => !FILLERS.has(word)).join(' ');
  const start = verb ? `${verb} ${nouns}` : `${capitalised(first)} ${rest.join(' ')}`;
  return `${start.trim()} ${valuesOf(args)}`.trim();
}

/** The short values of the arguments, which say what it is about. */
function valuesOf(args: Json): string {
  return leavesOf(args)
    .flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []))
    .filter((text) => text.length <= LONGEST_VALUE && !text.includes('\n'))
    .slice(0, MOST_VALUES)
    .join(', ');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
