import type { AnswerFinding, AnswerSettings } from '@/lib/domain/answer';
import { aligned } from './aligned';
import type { AnswerEvidence } from './answer-evidence';
import { factsIn } from './facts';

const APOLOGY = /\b(?:sorry|apologi[sz]e|apologies|apology|my bad|forgive (?:me|us))\b/g;
const CAPITALS = /(?<![\p{L}\p{N}_])(?:\p{Lu}{2,}[^\p{L}\p{N}]+){3,}\p{Lu}{2,}(?![\p{L}\p{N}_])/u;

/** What in a text breaks the agent's own rules: forbidden words, apologies, tone, facts that nobody looked up. */
export function checkRules(text: string, evidence: AnswerEvidence, settings: AnswerSettings): AnswerFinding[] {
  return [
    ...forbiddenIn(text, settings.forbidden),
    ...tooMany(text, APOLOGY, settings.maxApologies, {
      kind: 'apology',
      why: `More than ${settings.maxApologies} apologies in one message.`,
      hint: 'Say sorry once, and then say what happens now.',
    }),
    ...tooMany(text, /!/g, settings.maxExclamations, {
      kind: 'tone',
      why: `More than ${settings.maxExclamations} exclamation marks in one message.`,
      hint: 'End sentences with a full stop.',
    }),
    ...(settings.shouting ? [] : shoutingIn(text)),
    ...notLookedUp(text, evidence, settings.requireKnowledgeFor),
  ];
}

function forbiddenIn(text: string, phrases: readonly string[]): AnswerFinding[] {
  const normal = aligned(text);
  return phrases.flatMap((phrase) => {
    const wanted = aligned(phrase).replace(/ +/g, ' ');
    const at = normal.indexOf(wanted);
    if (at < 0) return [];
    const quote = text.slice(at, at + wanted.length);
    return [
      { kind: 'forbidden' as const, quote, at, why: 'This agent may not say or promise this.', hint: 'Leave it out.' },
    ];
  });
}

function tooMany(
  text: string,
  what: RegExp,
  most: number | null,
  finding: Pick<AnswerFinding, 'kind' | 'why' | 'hint'>,
): AnswerFinding[] {
  if (most === null) return [];
  const first = Array.from(aligned(text).matchAll(what))[most];
  return first ? [{ ...finding, quote: text.slice(first.index, first.index + first[0].length), at: first.index }] : [];
}

function shoutingIn(text: string): AnswerFinding[] {
  const found = CAPITALS.exec(text);
  if (!found) return [];
  const why = 'Several words in a row are written in capitals.';
  return [{ kind: 'tone', quote: found[0], at: found.index, why, hint: 'Write them in small letters.' }];
}

type Looked = AnswerSettings['requireKnowledgeFor'][number];

const SAYS: Record<Exclude<Looked, 'price'>, RegExp> = {
  availability: /\b(?:(?:in|out of) stock|sold out|(?:un)?available|backordered)\b/,
  policy:
    /\b(?:our (?:\w+ )?polic(?:y|ies)|(?:not |in)?eligible|warranty|(?:refunds?|returns?|exchanges?) (?:are|is|must|take)\b|within \d+)/,
};

/** Facts of these sorts that were said although nothing was looked up that could hold them. */
function notLookedUp(text: string, evidence: AnswerEvidence, sorts: readonly Looked[]): AnswerFinding[] {
  return sorts.flatMap((sort) => {
    if (evidence.searchedKnowledge || (sort !== 'policy' && evidence.readRecords)) return [];
    const place = sort === 'price' ? factsIn(text).find(({ kind }) => kind === 'amount') : placeOf(text, SAYS[sort]);
    if (!place) return [];
    const quote = text.slice(place.at, place.at + place.length);
    const why = `A fact about ${sort} needs a look-up, and there was none in this conversation.`;
    return [{ kind: 'lookup' as const, quote, at: place.at, why, hint: 'Search the knowledge base first.' }];
  });
}

function placeOf(text: string, form: RegExp): { at: number; length: number } | null {
  const found = form.exec(aligned(text));
  return found && { at: found.index, length: found[0].length };
}
