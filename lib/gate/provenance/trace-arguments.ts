import type { JsonObject, JsonSchema } from '@/lib/domain/json';
import type { Provenance, ValueProvenance } from '@/lib/domain/provenance';
import type { EvidenceIndex } from './evidence-index';
import type { Origin } from './evidence';
import { isFixedBySchema } from './fixed-by-schema';
import { argumentLeaves, type Leaf } from './leaves';
import { traceText } from './trace-text';

const MARKED_ID = /^#[\p{L}\p{N}_]+$/u;

/**
 * Gives every leaf of a call's arguments exactly one source, from what the run's record held before the call, and says
 * whether text from outside may stand behind the call. It may as soon as the agent has read some: even when no value is
 * that text's, the wish to make the call can be.
 */
export function traceArguments(args: JsonObject, schema: JsonSchema, evidence: EvidenceIndex): Provenance {
  const values = argumentLeaves(args).map((leaf) => traceLeaf(leaf, schema, evidence));
  return { values, taint: taintOf(evidence) };
}

function traceLeaf({ pointer, name, value }: Leaf, schema: JsonSchema, evidence: EvidenceIndex): ValueProvenance {
  const fixed = isFixedBySchema(schema, pointer, value);
  if (typeof value === 'string' && value.trim() !== '') {
    const { source, origin, tainted, untraced } = traceText(value, evidence);
    // The words of a choice may be the customer's own; if they are nobody's, the schema offered it.
    if (fixed && !isWhole(source)) return { pointer, source: 'schema' };
    if (MARKED_ID.test(value.trim()) && !evidence.saysMarked(value)) return { pointer, source: 'made_up' };
    return entry(pointer, source, origin, { tainted, untraced });
  }
  const origin = typeof value === 'number' ? evidence.findNumber(value, name) : null;
  if (!origin) return { pointer, source: fixed ? 'schema' : 'made_up' };
  return entry(pointer, origin.source, origin, { tainted: origin.outside, untraced: [] });
}

function isWhole(source: ValueProvenance['source']): boolean {
  return source !== 'made_up' && source !== 'written' && source !== 'derived';
}

function entry(
  pointer: string,
  source: ValueProvenance['source'],
  origin: Origin | null,
  { tainted, untraced }: { tainted: boolean; untraced: string[] },
): ValueProvenance {
  const { stepId, tool, person } = origin && source !== 'made_up' && source !== 'written' ? origin : {};
  return {
    pointer,
    source,
    ...(stepId === undefined ? {} : { stepId }),
    ...(tool === undefined ? {} : { tool }),
    ...(person === undefined ? {} : { person }),
    ...(tainted ? { tainted } : {}),
    ...(untraced.length > 0 ? { untraced } : {}),
  };
}

function taintOf({ outsideReading: reading }: EvidenceIndex): string | null {
  if (reading === null) return null;
  return `the agent had read text from outside (${reading.tool}, step ${stepNumber(reading.stepId)}) before it proposed this`;
}

/** Steps as people count them. */
function stepNumber(stepId: string): number {
  return Number(stepId.split(':').at(-1)) + 1;
}
