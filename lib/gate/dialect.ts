import type { JsonSchema } from '@/lib/domain/json';

export type Dialect = '2020-12' | 'draft-07';

const DIALECTS: readonly [RegExp, Dialect][] = [
  [/^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, '2020-12'],
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, 'draft-07'],
];

/** The version of JSON Schema a schema is written in, 2020-12 when it does not say; undefined for any other. */
export function dialectOf(schema: JsonSchema): Dialect | undefined {
  const stated = schema['$schema'];
  if (stated === undefined) return '2020-12';
  return DIALECTS.find(([uri]) => typeof stated === 'string' && uri.test(stated))?.[1];
}
