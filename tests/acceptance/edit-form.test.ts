import { expect, it } from 'vitest';
import { drawnBy, membersOf, typedText, typedValue } from '@/components/form/control';
import { readFieldSchema, type FieldSchema } from '@/components/form/field-schema';
import type { Json, JsonObject, JsonSchema } from '@/lib/domain/json';
import { describeWithCases, readLines } from '../support/cases';

interface Case {
  id: string;
  tools: { name: string; parameters: JsonSchema }[];
  calls: { name: string; args: JsonObject; schema_valid: boolean }[];
}

describeWithCases('schema/bfcl-calls.jsonl', 'the edit form', (path) => {
  const calls = readLines<Case>(path).flatMap(({ id, tools, calls: made }) =>
    made
      .filter(({ schema_valid }) => schema_valid)
      .map(({ name, args }) => ({ id, args, schema: tools.find((tool) => tool.name === name)?.parameters ?? {} })),
  );

  it('changes nothing when every one of its controls passes on what stands in it', () => {
    const counts = new Map<string, number>();
    const changed = calls.filter(({ schema, args }) => {
      const after = retyped(readFieldSchema(schema), args, counts);
      // As text, so that the order of members counts too.
      return JSON.stringify(after) !== JSON.stringify(args);
    });
    console.log(
      `edit form: ${calls.length - changed.length}/${calls.length} calls unchanged`,
      Object.fromEntries(counts),
    );
    expect(calls).toHaveLength(609);
    expect(changed.map(({ id }) => id)).toEqual([]);
  });
});

/** The value after each control was typed into once, with what it shows. */
function retyped(schema: FieldSchema, value: Json, counts: Map<string, number>): Json {
  if (schema.nullable && value === null) return null;
  const drawn = drawnBy(schema, value);
  counts.set(drawn.kind, (counts.get(drawn.kind) ?? 0) + 1);
  if (drawn.kind === 'group') {
    const given = value as JsonObject;
    return membersOf(drawn, given)
      .filter(({ name }) => given[name] !== undefined)
      .reduce<JsonObject>((after, { name, schema: member }) => {
        return { ...after, [name]: retyped(member, after[name] ?? null, counts) };
      }, given);
  }
  if (drawn.kind === 'list') return (value as Json[]).map((item) => retyped(drawn.item, item, counts));
  return typedValue(drawn, typedText(drawn, value));
}
