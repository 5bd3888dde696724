import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { validateArguments } from '@/lib/gate/schema';
import { describeWithCases } from '../support/cases';

const lines = <Line>(path: string): Line[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

interface RecordedCalls {
  id: string;
  tools: { name: string; parameters: JsonSchema }[];
  calls: { name: string; args: Json; schema_valid: boolean; errors?: unknown[]; origin: string }[];
}

describeWithCases('schema/bfcl-calls.jsonl', 'real and mutated calls', (path) => {
  it('gets the recorded verdict from the schema layer', () => {
    const cases = lines<RecordedCalls>(path);
    const wrong: string[] = [];
    let total = 0;
    for (const one of cases) {
      for (const call of one.calls) {
        const tool = one.tools.find((candidate) => candidate.name === call.name);
        if (!tool) continue;
        total += 1;
        const valid = validateArguments(tool.parameters, call.args).length === 0;
        if (valid !== call.schema_valid) wrong.push(`${one.id} ${call.origin} expected ${call.schema_valid}`);
      }
    }
    console.log(`schema verdicts: ${total - wrong.length}/${total}`);
    expect(wrong).toEqual([]);
  });
});
