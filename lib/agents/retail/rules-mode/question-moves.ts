import { LONGEST_QUERY, passagesIn, SEARCH_KNOWLEDGE } from '@/lib/domain/knowledge';
import { isMove, readOnce, say, type Facts, type Move } from './facts';

const OFFER = 'Shall I hand you over to a colleague?';
const YES = /^\W*(?:yes|yeah|yep|sure|please|ok(?:ay)?|go ahead|do (?:so|that|it))\b/i;
const NO = /^\W*(?:no|nope|not now|never ?mind)\b/i;
const ASKS =
  /^\W*(?:what|which|who|how|when|where|why|do|does|can|could|is|are|will|would|may|should)(?:['’]\w+)?(?:\s+\S+){2,}\?\s*$/i;

/** "What is your return policy?" The article that fits best is the answer, word by word, with its citation. */
export function answerQuestion(facts: Facts): Move {
  const query = facts.intent.clause.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_QUERY);
  const call = readOnce(facts, SEARCH_KNOWLEDGE, { query });
  if (isMove(call)) return call;
  if (call.at < facts.newestWords) return { kind: 'nothing' };
  const [best] = call.status === 'succeeded' ? passagesIn(parse(call.content)) : [];
  return say(best ? `${best.passage} [kb:${best.article}]` : `I don't know that: nobody has written it down. ${OFFER}`);
}

/** True for a message that can be nothing but a question, in a conversation that is about nothing else yet. */
export function isQuestion(text: string): boolean {
  return ASKS.test(text);
}

/** What the customer says to the offer of a colleague, when that was the last thing said; null for anything else. */
export function answerToOffer(lastSaid: string | undefined, text: string): 'yes' | 'no' | null {
  if (!lastSaid?.endsWith(OFFER)) return null;
  if (YES.test(text)) return 'yes';
  return NO.test(text) ? 'no' : null;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
