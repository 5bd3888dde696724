import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject, JsonSchema } from '@/lib/domain/json';
import type { ValueProvenance } from '@/lib/domain/provenance';
import type { Evidence } from '@/lib/gate/provenance/evidence';
import { EvidenceIndex } from '@/lib/gate/provenance/evidence-index';
import { argumentLeaves } from '@/lib/gate/provenance/leaves';
import { traceArguments } from '@/lib/gate/provenance/trace-arguments';
import { readLines } from './cases';

/** One leaf of one call of a recorded conversation, with what the gate says of its source. */
export interface RecordedLeaf {
  at: string;
  pointer: string;
  value: Json;
  /** The recording says that this id stood nowhere before. */
  neverSeen: boolean;
  traced: ValueProvenance | undefined;
}

interface Trajectory {
  trajectory_id: string;
  domain: 'retail' | 'airline';
  bench: string;
  steps: RecordedStep[];
}

interface RecordedStep {
  t: 'user' | 'assistant' | 'tool_call';
  text?: string;
  name?: string;
  args?: JsonObject;
  output?: Json;
  parallel?: [number, number];
  unseen_ids?: string[];
}

/** Traces every call of a file of recorded conversations in what stood in the conversation before it. */
export function readRecordedLeaves(path: string): RecordedLeaf[] {
  const cases = join(path, '../..');
  const schemas = new Map([
    ...schemasIn(join(cases, 'retail-tools.json')),
    ...schemasIn(join(cases, 'airline-tools.json')),
  ]);
  const policies = JSON.parse(readFileSync(join(cases, 'policy.json'), 'utf8')) as Record<string, JsonObject>;
  return readLines<Trajectory>(path).flatMap((trajectory) =>
    leavesOf(trajectory, schemas, policies[trajectory.domain]),
  );
}

function schemasIn(path: string): [string, JsonSchema][] {
  const tools = JSON.parse(readFileSync(path, 'utf8')) as { name: string; parameters: JsonSchema }[];
  return tools.map(({ name, parameters }) => [name, parameters]);
}

function leavesOf(
  { trajectory_id: id, bench, steps }: Trajectory,
  schemas: ReadonlyMap<string, JsonSchema>,
  policy: JsonObject | undefined,
): RecordedLeaf[] {
  const index = new EvidenceIndex();
  const said = (bench === 'tau2-bench' ? policy?.tau2_policy_md : policy?.wiki_md) ?? '';
  index.add([{ origin: { source: 'instructions', outside: false }, said }]);
  const found: RecordedLeaf[] = [];
  let turn: Evidence[] = [];
  for (const [at, step] of steps.entries()) {
    // A batch of calls is one turn: none of them knew what the others would answer.
    if (step.t !== 'tool_call' || (step.parallel?.[0] ?? 0) === 0) {
      index.add(turn);
      turn = [];
    }
    if (step.t === 'user') index.add([{ origin: { source: 'user', outside: false }, said: step.text ?? '' }]);
    if (step.t !== 'tool_call') continue;
    const { name = '', args = {}, output = null } = step;
    found.push(...traced(`${id}/${at} ${name}`, step, schemas.get(name) ?? {}, index));
    const origin = { source: 'tool' as const, tool: name, stepId: `${id}:${at}`, outside: false };
    turn.push({ origin, said: output, given: args, computed: name === 'calculate' });
  }
  return found;
}

function traced(
  at: string,
  { args = {}, unseen_ids: unseen = [] }: RecordedStep,
  schema: JsonSchema,
  index: EvidenceIndex,
) {
  const { values } = traceArguments(args, schema, index);
  const byPointer = new Map(values.map((value) => [value.pointer, value]));
  return argumentLeaves(args).map(({ pointer, value }): RecordedLeaf => {
    const neverSeen = typeof value === 'string' && unseen.includes(value);
    return { at, pointer, value, neverSeen, traced: byPointer.get(pointer) };
  });
}
