import type { AnswerFinding } from '@/lib/domain/answer';
import type { JsonObject } from '@/lib/domain/json';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import type { Refusal, WriteTool } from '@/lib/domain/tool';
import type { AnswerCheck } from './answer-check';

/** What is wrong with the texts of a call that leave the house. */
export function outboundFindings(tool: WriteTool, args: JsonObject, check: AnswerCheck): AnswerFinding[] {
  return (tool.outboundTexts ?? []).flatMap((argument) => {
    const text = args[argument];
    return typeof text === 'string' ? check(text).map((finding) => ({ ...finding, argument })) : [];
  });
}

const REFUSED = 'The text of this call was checked, and was not proposed.';

/**
 * Why such a call is not proposed, in words the model can act on; null when it is to be proposed all the same: without
 * findings, or when the model was told before, so that a person judges what it insists on.
 */
export function findingsRefusal(record: RunRecord, tool: string, findings: readonly AnswerFinding[]): Refusal | null {
  const [first] = findings;
  const wasTold = allCalls(record).some(({ name, error }) => name === tool && error?.includes(REFUSED));
  if (!first || wasTold) return null;
  const quotes = findings.map(({ quote, argument, why }) => `“${quote}” in ${argument}: ${why}`);
  return { message: `${REFUSED} ${quotes.join(' ')}`, hint: first.hint };
}

/** Why what findings stand on is never automatic. */
export const HAS_FINDINGS = 'a check found something that a person should look at before this runs';
