import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import type { Evidence } from '@/lib/gate/provenance/evidence';
import { AnswerEvidence } from '@/lib/gate/answer/answer-evidence';
import { readLines } from './cases';

interface RecordedTool {
  domain: string;
  name: string;
  description: string;
  reversibility: ReversibilityClass;
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
  access?: string;
  output?: Json;
  error?: boolean;
}

/** One thing a recorded assistant said, with what stood in the conversation before it. */
export interface RecordedAnswer {
  at: string;
  text: string;
  evidence: AnswerEvidence;
  /** All of it as one text. */
  before: string;
}

/** Calls `look` with every text of every assistant in a file of recorded conversations, in order. */
export function readRecordedAnswers(path: string, look: (answer: RecordedAnswer) => void): void {
  const cases = join(path, '../..');
  const policies = JSON.parse(readFileSync(join(cases, 'policy.json'), 'utf8')) as Record<string, JsonObject>;
  const tools = new Map(
    ['retail-tools.json', 'airline-tools.json'].flatMap((name) => toolsIn(join(cases, name), name.split('-')[0] ?? '')),
  );
  for (const trajectory of readLines<Trajectory>(path)) follow(trajectory, tools, policies[trajectory.domain], look);
}

function toolsIn(path: string, domain: string): [string, RecordedTool][] {
  const tools = JSON.parse(readFileSync(path, 'utf8')) as {
    name: string;
    access: string;
    parameters: Json;
    description?: string;
  }[];
  return tools.map(({ name, access, description = '' }) => [
    name,
    { domain, name, description, reversibility: access === 'write' ? 'reversible' : 'read_only' },
  ]);
}

function follow(
  { trajectory_id: id, domain, bench, steps }: Trajectory,
  tools: ReadonlyMap<string, RecordedTool>,
  policy: JsonObject | undefined,
  look: (answer: RecordedAnswer) => void,
): void {
  const domainTools = [...tools.values()].filter((tool) => tool.domain === domain);
  const evidence = new AnswerEvidence(domainTools);
  let before = '';
  const said = (bench === 'tau2-bench' ? policy?.tau2_policy_md : policy?.wiki_md) ?? '';
  before += String(said);
  evidence.add([{ origin: { source: 'instructions', outside: false }, said }]);
  for (const [at, step] of steps.entries()) {
    const { text = '', name = '', args = {}, output = null, error = false } = step;
    if (step.t !== 'assistant') before += `\n${text}${JSON.stringify([args, output])}`;
    if (step.t === 'user') evidence.add([{ origin: { source: 'user', outside: false }, said: text }]);
    if (step.t === 'assistant') {
      look({ at: `${id}/${at}`, text, evidence, before });
      evidence.addTold(text);
    }
    if (step.t !== 'tool_call') continue;
    const tool = tools.get(name) ?? { domain, name, description: '', reversibility: 'read_only' };
    const origin = { source: 'tool' as const, tool: name, stepId: `${id}:${at}`, outside: false };
    const moment: Evidence[] = [{ origin, said: output, given: args, computed: name === 'calculate', failed: error }];
    if (step.access === 'write' && !error) moment.push({ origin, said: args });
    evidence.add(moment);
    evidence.addCall({ tool, args, output: error ? null : output, succeeded: !error });
  }
}
