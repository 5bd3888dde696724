import type { AnswerFinding, AnswerSettings } from '@/lib/domain/answer';
import type { AnswerEvidence } from './answer-evidence';
import { checkCitations } from './check-citations';
import { checkDeeds } from './check-deeds';
import { checkFacts } from './check-facts';
import { checkRules } from './check-rules';
import { checkStatuses } from './check-statuses';
import { sentencesIn } from './sentences';

const MOST_FINDINGS = 20;

/**
 * What is wrong with a text that people will read: every amount, date, id, address, length of time, status and deed in
 * it must stand in the evidence, and it must keep to the agent's own rules. What is in doubt passes: a finding stops an answer, so it must be right.
 */
export function checkAnswer(text: string, evidence: AnswerEvidence, settings: AnswerSettings): AnswerFinding[] {
  const sentences = sentencesIn(text);
  const findings = [
    ...checkRules(text, evidence, settings),
    ...checkCitations(text, evidence),
    ...checkFacts(text, evidence),
    ...checkDeeds(text, sentences, evidence),
    ...sentences.flatMap((sentence) => checkStatuses(sentence, evidence)),
  ];
  return findings.sort((one, other) => one.at - other.at).slice(0, MOST_FINDINGS);
}
