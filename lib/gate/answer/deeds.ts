import { aligned } from './aligned';
import { stemsLike } from './stems';

/** A call of the conversation, as far as it decides what may be said to be done. */
export interface Deed {
  /** The stems of what doing it is called: words of the tool's name and description, of the arguments and the result. */
  stems: ReadonlySet<string>;
  writes: boolean;
  succeeded: boolean;
}

/** Something a sentence says was done. */
export interface DoneClaim {
  quote: string;
  at: number;
  /** What was done, in the sentence's word; null for a bare "Done". */
  verb: string | null;
  /** The other words of the sentence: "a refund was issued" is about a refund. */
  about: string[];
  /** The agent says that it did it, rather than that it is so. */
  own: boolean;
}

const FILLER =
  '(?:(?:just|now|already|also|successfully|gone ahead and|only|both|all|fully|then|been|being|and|since|immediately|officially) )*';
const OWN = new RegExp(
  `\\b(?:i|we)(?:'ve| have)? ${FILLER}(?<verb>[a-z]+ed|sent|paid|made|put|set|given|written|taken)\\b`,
  'g',
);
// "Is refunded" is a rule, "is now refunded" a claim.
const STATE = new RegExp(
  `\\b(?:(?:has|have|'s) (?=(?:[a-z]+ )?been )|was |were |(?:is|are) (?=now |already ))${FILLER}(?<verb>[a-z]+(?:ed|en|id|ent|aid|de|old))\\b`,
  'g',
);
const SUCCESS = /\bsuccessfully (?<verb>[a-z]+(?:ed|en|ent|de))\b/g;
const BARE = /^\W*(?:it'?s |it is )?(?:now )?done(?: now| already)?[\s.!*]*$/;
/** Before a claim, these make it something that is not claimed. */
const BEFORE =
  /\b(?:not|never|no|none|nothing|neither|nor|if|once|when|whenever|until|unless|before|after|whether|as soon as|would|will|can|could|should|may|might|must|cannot|unable|please|in case|assuming|provided|ensure|confirm|verify|check|to be|let me|only|which|that|who|where|how|what|why|any)\b|n't\b/;
const AFTER = /\b(?:if|once|until|unless|approv\w*|pending|wait\w*|await\w*|confirm\w*)\b|\?/;

/** What a sentence says was done, unless it asks, doubts, denies or makes it depend on something. */
export function doneClaimsIn(sentence: string): DoneClaim[] {
  const normal = aligned(sentence);
  const bare = BARE.exec(normal);
  if (bare)
    return [
      { quote: sentence.trim(), at: sentence.length - sentence.trimStart().length, verb: null, own: true, about: [] },
    ];
  const found = [
    ...Array.from(normal.matchAll(OWN), (match) => claimOf(match, sentence, true)),
    ...Array.from(normal.matchAll(STATE), (match) => claimOf(match, sentence, false)),
    ...Array.from(normal.matchAll(SUCCESS), (match) => claimOf(match, sentence, false)),
  ];
  return found.filter(
    ({ at, quote }) => !BEFORE.test(normal.slice(0, at)) && !AFTER.test(normal.slice(at + quote.length)),
  );
}

function claimOf(match: RegExpExecArray, sentence: string, own: boolean): DoneClaim {
  const quote = sentence.slice(match.index, match.index + match[0].length);
  const verb = match.groups?.verb ?? '';
  const about = aligned(sentence)
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && word !== verb);
  return { quote, at: match.index, verb, own, about };
}

const CONDITIONS = /\b(?:condition|criteri|requir|eligib|option|step|polic|rule)/;

/** True for a text that asks, doubts, denies or makes what follows depend on something. */
export function isUnsure(text: string): boolean {
  const normal = aligned(text);
  return BEFORE.test(normal) || CONDITIONS.test(normal);
}

/** True when a call that succeeded is called by this verb, or by one that people use for it. */
export function didSo(verb: string, deeds: readonly Deed[]): boolean {
  const like = stemsLike(verb);
  return deeds.some(({ succeeded, stems }) => succeeded && [...like].some((stem) => stems.has(stem)));
}
