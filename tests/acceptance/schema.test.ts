import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JsonObject, JsonSchema } from '@/lib/domain/json';
import { listChanges } from '@/lib/gate/changes';
import { checkSchema, validateArguments } from '@/lib/gate/schema';
import { casesPath, describeWithCases, readLines } from '../support/cases';

interface CaseTool {
  name: string;
  parameters: JsonSchema;
}

interface RecordedCall {
  name: string;
  args: JsonObject;
  schema_valid: boolean;
  errors: string[];
  origin: string;
}

describeWithCases('schema/bfcl-calls.jsonl', 'real and mutated calls', (path) => {
  const cases = readLines<{ id: string; tools: CaseTool[]; calls: RecordedCall[] }>(path);
  const judged = cases.flatMap(({ id, tools, calls }) =>
    calls.map((call) => {
      const schema = tools.find(({ name }) => name === call.name)?.parameters;
      if (!schema) throw new Error(`${id} calls a tool it does not have.`);
      return { id, call, calls, errors: validateArguments(schema, call.args) };
    }),
  );

  it('get the recorded verdict from the schema layer', () => {
    const wrong = judged.filter(({ call, errors }) => (errors.length === 0) !== call.schema_valid);
    console.log(`schema verdicts: ${judged.length - wrong.length}/${judged.length}`);
    expect(judged).toHaveLength(2276);
    expect(wrong.map(({ id, call }) => `${id} ${call.origin}`)).toEqual([]);
  });

  it('are refused at the field that is wrong', () => {
    const refused = judged.filter(({ call }) => !call.schema_valid);
    const unnamed = refused.filter(({ call, calls, errors }) => {
      const field = wrongField(call, calls);
      return !errors.some(({ pointer }) => pointer === field || pointer.startsWith(`${field}/`));
    });
    console.log(`schema faults at their field: ${refused.length - unnamed.length}/${refused.length}`);
    expect(unnamed.length).toBeLessThanOrEqual(refused.length / 100);
  });

  it('are of tools that could all be registered', () => {
    const schemas = cases.flatMap(({ tools }) => tools.map(({ parameters }) => parameters));
    expect(schemas.flatMap(checkSchema)).toEqual([]);
  });
});

/** The field that a mutation touched: where the call differs from the right one it was made of; else as recorded. */
function wrongField(call: RecordedCall, calls: readonly RecordedCall[]): string {
  const named = /^'(.+)' is a required property$|\('(.+)' was unexpected\)/.exec(call.errors[0] ?? '');
  if (named) return `/${named[1] ?? named[2]}`;
  const differences = calls
    .filter(({ name, schema_valid }) => name === call.name && schema_valid)
    .map(({ args }) => new Set(listChanges(args, call.args).map(({ path }) => `/${path.split('/')[1]}`)));
  const [fields] = differences.filter(({ size }) => size === 1);
  return [...(fields ?? [])][0] ?? '/ (nowhere recorded)';
}

describeWithCases('schema/agentdojo-failed-calls.jsonl', 'calls that failed in recorded runs', (path) => {
  interface FailedCall {
    tool: string;
    args: JsonObject;
    verdict: 'schema_invalid' | 'tool_error' | 'unknown_tool';
    upstream_error: string;
    json_schema_errors: string[];
  }
  const calls = readLines<FailedCall>(path);
  const tools = JSON.parse(readFileSync(casesPath('injection/agentdojo-tools.json') ?? '', 'utf8')) as CaseTool[];
  const schemaOf = (name: string) => tools.find((tool) => tool.name === name)?.parameters;

  it('name no tool where that was recorded', () => {
    const unknown = calls.filter(({ tool }) => !schemaOf(tool));
    expect(unknown).toEqual(calls.filter(({ verdict }) => verdict === 'unknown_tool'));
  });

  it('are refused by the schema layer where their arguments were, and by no other right', () => {
    const known = calls.filter(({ verdict }) => verdict !== 'unknown_tool');
    // The recorded schemas were open: there a surplus argument failed in the tool itself.
    const expected = known.filter(
      ({ json_schema_errors, upstream_error }) =>
        json_schema_errors.length > 0 || upstream_error.includes('got an unexpected keyword argument'),
    );
    const refused = known.filter(({ tool, args }) => validateArguments(schemaOf(tool) ?? {}, args).length > 0);
    console.log(`failed calls refused by schema: ${refused.length} of ${known.length}, ${expected.length} expected`);
    expect(refused).toEqual(expected);
  });
});

describeWithCases('mcp/servers-tools-list.json', 'tools of published servers', (path) => {
  interface Servers {
    servers: { package: string; tools?: { name: string; inputSchema: JsonSchema }[] | null }[];
  }

  it('can be registered, but for formats that nobody knows', () => {
    const { servers } = JSON.parse(readFileSync(path, 'utf8')) as Servers;
    const tools = servers.flatMap((server) => server.tools ?? []);
    const refused = tools.filter(({ inputSchema }) => checkSchema(inputSchema).length > 0);
    console.log(`tools of published servers that can be registered: ${tools.length - refused.length}/${tools.length}`);
    const reasons = refused.flatMap(({ inputSchema }) => checkSchema(inputSchema).map(({ message }) => message));
    expect([...new Set(reasons)]).toEqual(['The format "json" is not supported.']);
  });
});
