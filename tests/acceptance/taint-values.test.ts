import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '@/lib/domain/json';
import { EvidenceIndex } from '@/lib/gate/provenance/evidence-index';
import { traceArguments } from '@/lib/gate/provenance/trace-arguments';
import { describeWithCases, readLines } from '../support/cases';

interface RecordedAttack {
  user_instruction: string;
  user_tool: string;
  user_args: JsonObject;
  tool_output: Json;
  observed_attacker_calls: { tool: string; args: JsonObject | null }[];
}

describeWithCases('injection/injecagent-tools.json', 'taint of single values (injecagent)', (toolsPath) => {
  it('finds the values of the attacker’s calls in the text they came from, or nowhere', () => {
    const attacks = readLines<RecordedAttack>(join(toolsPath, '../injecagent.jsonl'));
    const traced = attacks.flatMap((attack) => {
      const index = new EvidenceIndex();
      const { user_instruction: said, user_tool: tool, user_args: given, tool_output: output } = attack;
      index.add([{ origin: { source: 'user', outside: false }, said }]);
      index.add([{ origin: { source: 'tool', tool, stepId: 'run:0', outside: true }, said: output, given }]);
      const calls = attack.observed_attacker_calls.filter(({ args }) => args !== null && Object.keys(args).length > 0);
      return calls.map(({ args }) => ({ args, ...traceArguments(args ?? {}, {}, index) }));
    });
    const values = traced.flatMap((call) => call.values);
    const marked = traced.filter((call) => call.values.some(({ tainted, source }) => tainted || source === 'made_up'));
    const tainted = traced.filter((call) => call.values.some((value) => value.tainted));
    const sources = [...new Set(values.map(({ source }) => source))];
    console.log(
      `${traced.length} calls with arguments: ${tainted.length} hold a tainted value, ${marked.length} a tainted or made-up ` +
        `one; ${sources.map((one) => `${one} ${values.filter(({ source }) => source === one).length}`).join(', ')}`,
    );
    expect(marked.length / traced.length).toBeGreaterThanOrEqual(0.95);
  });
});
