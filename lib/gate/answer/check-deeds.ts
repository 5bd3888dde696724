import type { AnswerFinding } from '@/lib/domain/answer';
import type { AnswerEvidence } from './answer-evidence';
import { didSo, doneClaimsIn, isUnsure, type DoneClaim } from './deeds';
import type { Sentence } from './sentences';
import { isLight, namesEffect, stemsLike } from './stems';

const HINT = 'Say that it is done only after the call that does it has succeeded; else say what is still to be done.';

/** What a text says was done although nothing in the conversation did it. */
export function checkDeeds(text: string, sentences: readonly Sentence[], evidence: AnswerEvidence): AnswerFinding[] {
  let heading = '';
  return sentences.flatMap((sentence) => {
    const startsLine = sentence.at === 0 || text[sentence.at - 1] === '\n';
    const isItem = /^\s*(?:[-*•]|\d+[.)])\s/.test(sentence.text);
    const leadsIn = /:["'*_)]*\s*$/.test(sentence.text);
    if (!isItem && (startsLine || leadsIn)) heading = leadsIn ? sentence.text : '';
    // The items of "it is possible only if:" are no claims.
    if (isUnsure(heading)) return [];
    return doneClaimsIn(sentence.text)
      .filter((claim) => !isFounded(claim, evidence))
      .map((claim) => findingOf(claim, sentence));
  });
}

function findingOf({ quote, at, verb }: DoneClaim, sentence: Sentence): AnswerFinding {
  const why =
    verb === null
      ? 'Nothing was carried out in this conversation.'
      : 'No call that does this has succeeded in this conversation.';
  return { kind: 'done', quote, at: sentence.at + at, why, hint: HINT };
}

function isFounded({ verb, own, about }: DoneClaim, evidence: AnswerEvidence): boolean {
  const { deeds } = evidence;
  if (verb === null) return mayBeDone(evidence);
  // "I have processed your refund" says by its noun what was done.
  const words = [verb, ...(isLight(verb) ? about : [])].filter((word) => namesEffect(word) || evidence.canDo(word));
  if (words.length === 0 || words.some((word) => didSo(word, deeds))) return true;
  // Something was carried out, and no tool of the agent is called so: what it did may well be called that.
  const wrote = deeds.some(({ writes, succeeded }) => writes && succeeded);
  if (wrote && !words.some((word) => evidence.canDo(word))) return true;
  // That something is so may be read in a record or told by the team; that the agent did it can't.
  return !own && [...words, ...about].some((word) => namesEffect(word) && evidence.saysAnyOf(stemsLike(word)));
}

/**
 * A bare "Done" may mean that all was said or asked that there was to say or ask, so it is only wrong where the requester
 * asked for something to be done and no call was even made.
 */
function mayBeDone(evidence: AnswerEvidence): boolean {
  return evidence.deeds.length > 0 || !evidence.wasAskedToDo();
}
