import { expect, it } from 'vitest';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { checkSchema, validateArguments, validateSchema } from '@/lib/gate/schema';
import { describeWithCases, readLines } from '../support/cases';

interface SuiteCase {
  draft: 'draft2020-12' | 'draft7';
  file: string;
  format_assertion: boolean;
  description: string;
  schema: JsonSchema | boolean;
  tests: { description: string; data: Json; valid: boolean }[];
}

/** What a schema must not say to be enforced, and so the only reasons for which one of the suite may be refused. */
const UNSUPPORTED = [
  /^The keyword "\$(id|anchor)" is not supported/,
  /^A \$ref may only point into this schema/,
  /^The format "idn-(email|hostname)" is not supported/,
  /^Draft 7 passes over what stands beside a \$ref/,
];

describeWithCases('schema/json-schema-test-suite.jsonl', 'the JSON Schema test suite', (path) => {
  const cases = readLines<SuiteCase>(path).map((one) => ({ ...one, schema: inDialect(one) }));
  const accepted = cases.filter(({ schema }) => checkSchema(schema).length === 0);

  it('gives every verdict on what it takes', () => {
    const verdicts = accepted.flatMap((one) =>
      one.tests.map((test) => ({ one, test, valid: isValid(one, test.data) })),
    );
    const wrong = verdicts.filter(({ test, valid }) => valid !== test.valid);
    console.log(`JSON Schema test suite: ${verdicts.length - wrong.length}/${verdicts.length} verdicts right`);
    expect(wrong.map(({ one, test }) => `${one.draft} ${one.file} ${one.description}: ${test.description}`)).toEqual(
      [],
    );
    expect(verdicts.length).toBeGreaterThanOrEqual(1380);
  });

  it('refuses the rest when it is registered, for one of four reasons', () => {
    const refused = cases.filter((one) => !accepted.includes(one));
    const tests = refused.reduce((sum, one) => sum + one.tests.length, 0);
    console.log(`JSON Schema test suite: ${refused.length} schemas with ${tests} verdicts refused`);
    const others = refused.flatMap(({ schema }) =>
      checkSchema(schema).filter(({ message }) => !UNSUPPORTED.some((reason) => reason.test(message))),
    );
    expect(others).toEqual([]);
  });
});

/** The suite is asked for by dialect; and the schema of a tool is an object. */
function inDialect({ draft, schema }: SuiteCase): JsonSchema {
  const written = typeof schema === 'boolean' ? { allOf: [schema] } : schema;
  return draft === 'draft7' ? { $schema: 'http://json-schema.org/draft-07/schema#', ...written } : written;
}

/** The part of the suite that asserts formats is for what asserts them: the arguments of a call. */
function isValid({ format_assertion, schema }: { format_assertion: boolean; schema: JsonSchema }, data: Json): boolean {
  return (format_assertion ? validateArguments(schema, data) : validateSchema(schema, data)).length === 0;
}
