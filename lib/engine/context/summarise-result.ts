import type { Json } from '@/lib/domain/json';
import type { CallRecord } from '@/lib/domain/run-record';

const LONGEST_SUMMARY = 320;
const LONGEST_VALUE = 48;
const MOST_MEMBERS = 12;
/** A shorter result is not worth a summary. */
const WORTH_SHORTENING = 700;

/** The tool's bare output: a string as it is, anything else as JSON. Errors are their sentence. */
export function resultText(call: CallRecord): string {
  if (call.status !== 'succeeded') return call.error ?? `The call is ${call.status}.`;
  const output = JSON.parse(call.output ?? 'null') as Json;
  return typeof output === 'string' ? output : JSON.stringify(output);
}

export function isWorthShortening(call: CallRecord): boolean {
  return call.status === 'succeeded' && resultText(call).length >= WORTH_SHORTENING;
}

/** The shape of a result, its own values and the ids in it: what tells whether to read it again. */
export function summariseOutput(output: Json): string {
  return clip(describe(output, 0), LONGEST_SUMMARY);
}

function describe(value: Json, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(clip(value, LONGEST_VALUE));
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return describeList(value, depth);
  const members = Object.entries(value);
  if (depth >= 2) return `{${members.length} members}`;
  const shown = [...members].sort((one, other) => rankOf(one[1]) - rankOf(other[1])).slice(0, MOST_MEMBERS);
  const more = members.length > shown.length ? `, ${members.length - shown.length} more` : '';
  return `{${shown.map(([name, member]) => `${name}: ${describe(member, depth + 1)}`).join(', ')}${more}}`;
}

function describeList(list: readonly Json[], depth: number): string {
  const plain = list.every((item) => item === null || typeof item !== 'object');
  if (!plain || depth >= 2) return `[${list.length} items]`;
  const shown = list.slice(0, MOST_MEMBERS).map((item) => describe(item, depth + 1));
  return `[${shown.join(', ')}${list.length > shown.length ? `, ${list.length - shown.length} more` : ''}]`;
}

/** Plain values say more than what is inside of others. */
function rankOf(value: Json): number {
  return value === null || typeof value !== 'object' ? 0 : Array.isArray(value) ? 1 : 2;
}

export function clip(text: string, length: number): string {
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
