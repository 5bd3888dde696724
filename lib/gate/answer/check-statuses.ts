import type { AnswerFinding } from '@/lib/domain/answer';
import type { JsonObject } from '@/lib/domain/json';
import { leavesOf } from '../provenance/leaves';
import { normalText, wordsOf } from '../provenance/normal-text';
import { aligned } from './aligned';
import type { AnswerEvidence } from './answer-evidence';
import { factsIn } from './facts';
import type { Sentence } from './sentences';
import { stemOf } from './stems';

const IS =
  /(?:#?\w*\d{3}\w*[)\s"'*_,]* (?:is|has already been|has been)(?: (?:now|currently|already|still))?|\bstatus(?: is(?: now| currently)?)?:?|\bmarked as) ["'“‘*_]*(?<status>[a-z]+)/g;
const UNSURE =
  /\b(?:not|if|once|when|until|unless|before|after|whether|would|will|can|could|should|may|must|only|be)\b|n't\b|\?/;
const STATUSES = new Set(['pending', 'delivered', 'shipped', 'cancelled', 'canceled'].map(stemOf));

/** A status that a sentence gives to the one record it names, and that this record does not have. */
export function checkStatuses({ text, at }: Sentence, evidence: AnswerEvidence): AnswerFinding[] {
  const normal = aligned(text);
  if (UNSURE.test(normal)) return [];
  const ids = factsIn(text).flatMap((fact) => (fact.kind === 'id' ? [fact.text] : []));
  const records = [...new Set(ids.map((id) => evidence.record(id)).filter((found) => found !== undefined))];
  const [record] = records;
  if (!record || records.length > 1) return [];
  return Array.from(normal.matchAll(IS)).flatMap((match): AnswerFinding[] => {
    const { status = '' } = match.groups ?? {};
    if (!STATUSES.has(stemOf(status)) || holds(record, status)) return [];
    const why = `The record's status is ${JSON.stringify(record.status)}.`;
    const place = match.index + match[0].length - status.length;
    const quote = text.slice(place, place + status.length);
    return [{ kind: 'status', quote, at: at + place, why, hint: 'Give the status as the tool answered it.' }];
  });
}

function holds(record: JsonObject, status: string): boolean {
  const wanted = stemOf(status);
  return leavesOf(record).some(
    ({ value }) => typeof value === 'string' && wordsOf(normalText(value)).some(({ text }) => stemOf(text) === wanted),
  );
}
