import type { Agent } from '@/lib/domain/agent';
import type { AnswerFinding } from '@/lib/domain/answer';
import { textOf, type RunRecord } from '@/lib/domain/run-record';
import type { AnswerEvidence } from '@/lib/gate/answer/answer-evidence';
import { checkAnswer } from '@/lib/gate/answer/check-answer';
import type { ConversationHistory } from './context';
import { gatherAnswerEvidence } from './gather-evidence';

export type AnswerCheck = (text: string) => AnswerFinding[];

/**
 * Checks what the agent's next turn says to people against everything the run knows. The evidence is read into its index
 * at the first text, and not at all when the agent's settings switch the check off.
 */
export function answerCheck(record: RunRecord, history: ConversationHistory, agent: Agent): AnswerCheck {
  const settings = record.trust.answers;
  let evidence: AnswerEvidence | null = null;
  return (text) => {
    if (!settings.enabled || text.trim() === '') return [];
    evidence ??= gatherAnswerEvidence(record, history, agent);
    return checkAnswer(text, evidence, settings);
  };
}

/** The same for the run's next turn: a message that the token limit cut off is one with what goes on from it. */
export function checkOfNextTurn(record: RunRecord, history: ConversationHistory, agent: Agent): AnswerCheck {
  const [before, check] = [cutOffText(record), answerCheck(record, history, agent)];
  return (text) => check(before + text);
}

function cutOffText({ steps }: RunRecord): string {
  const parts: string[] = [];
  for (const { stopReason, blocks, calls } of steps.toReversed()) {
    if (stopReason !== 'max_tokens' || calls.length > 0) break;
    parts.unshift(textOf(blocks));
  }
  return parts.length === 0 ? '' : `${parts.join(' ')} `;
}

const MOST_TOLD = 5;

/** What the model is told of the findings on its text, which nobody has read. */
export function findingsNote(findings: readonly AnswerFinding[], isReply: boolean): string {
  const list = findings.slice(0, MOST_TOLD).map(({ quote, why, hint }) => `- “${quote}”: ${why} ${hint}`);
  const next = isReply
    ? 'Write the message again without it, or call the tool that makes it true.'
    : 'Do not repeat it.';
  return [
    'Your message was checked before anybody read it, and was not sent. What is wrong with it:',
    ...list,
    `${next} Do not mention this check.`,
  ].join('\n');
}
