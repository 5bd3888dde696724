import type { AnswerFinding } from '@/lib/domain/answer';
import { citationsOf } from '@/lib/domain/knowledge';
import type { AnswerEvidence } from './answer-evidence';

/** Articles that a text cites though nobody read them in this conversation. */
export function checkCitations(text: string, { articles }: AnswerEvidence): AnswerFinding[] {
  return citationsOf(text)
    .filter((slug) => !articles.has(slug))
    .map((slug) => {
      const quote = `[kb:${slug}]`;
      const why = 'This article was not read in this conversation.';
      return {
        kind: 'citation',
        quote,
        at: text.indexOf(quote),
        why,
        hint: 'Cite what a search gave you, or nothing.',
      };
    });
}
