import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@/lib/domain/json';
import { dialectOf, type Dialect } from './dialect';
import { addStrictFormats } from './formats';
import { compilePattern } from './linear-pattern';

type Formats = 'assert' | 'note';

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  addUsedSchema: false,
  coerceTypes: false,
  // A member that every object inherits, such as "constructor", is not one that a call has given.
  ownProperties: true,
  code: { regExp: Object.assign(compilePattern, { code: 'compilePattern' }) },
};

const made = new Map<string, Ajv>();

/** The validator for a schema's dialect; formats are asserted, or noted only. Throws for a dialect it does not know. */
export function validatorOf(schema: JsonSchema, formats: Formats): Ajv {
  const dialect = dialectOf(schema);
  if (!dialect) throw new Error(`The dialect ${JSON.stringify(schema['$schema'])} is not supported.`);
  const key = `${dialect} ${formats}`;
  const validator = made.get(key) ?? create(dialect, formats);
  made.set(key, validator);
  return validator;
}

/** The names of the formats that are asserted. */
export function formatNames(): ReadonlySet<string> {
  return new Set(Object.keys(validatorOf({}, 'assert').formats));
}

function create(dialect: Dialect, formats: Formats): Ajv {
  const options = { ...OPTIONS, validateFormats: formats === 'assert' };
  const validator = dialect === '2020-12' ? new Ajv2020(options) : createDraft07(options);
  addStrictFormats(validator);
  return validator;
}

/** With the vocabulary of 2019-09, which holds that of draft 7 and can close a root whose members stand elsewhere. */
function createDraft07(options: Options): Ajv {
  const draft07 = new Ajv().getSchema('http://json-schema.org/draft-07/schema');
  if (typeof draft07?.schema !== 'object') throw new Error('The validator does not carry the schema of draft 7.');
  return new Ajv2019(options).addMetaSchema(draft07.schema);
}
