import { conditionOf, type Clause } from '@/lib/domain/clauses';
import type { Json, JsonObject } from '@/lib/domain/json';

/** Longer text, or text with spaces, is prose: nobody writes the same twice, and no rule should hang on it. */
const LONGEST_NAME = 100;
/** A number of this name says which, not how much. */
const NAMES_ONE = /(^|_)(id|ids|number|code|zip|year)$|[a-z]I[Dd]$/;

/**
 * A condition that holds for calls like this one: the same agent, the same who and what (ids, names, choices, switches,
 * lists of them), amounts up to what this one has. Prose is left open. Null when the arguments hold a list of objects,
 * which no such condition bounds.
 */
export function narrowCondition(agent: string, args: JsonObject, input: JsonObject): string | null {
  const clauses = memberClauses(['args'], args, input);
  return clauses && conditionOf([{ path: ['agent', 'name'], operator: '==', value: agent }, ...clauses]);
}

function memberClauses(path: string[], value: JsonObject, schema: Json | undefined): Clause[] | null {
  const clauses: Clause[] = [];
  for (const [name, member] of Object.entries(value)) {
    const found = clausesFor([...path, name], member, memberOf(memberOf(schema, 'properties'), name));
    if (found === null) return null;
    clauses.push(...found);
  }
  return clauses;
}

function clausesFor(path: string[], value: Json, schema: Json | undefined): Clause[] | null {
  if (value === null) return [];
  if (Array.isArray(value)) return isNames(value) ? [{ path, operator: '==', value }] : null;
  if (typeof value === 'object') return memberClauses(path, value, schema);
  if (typeof value === 'number') return [{ path, operator: NAMES_ONE.test(path.at(-1) ?? '') ? '==' : '<=', value }];
  const isChoice = memberOf(schema, 'enum') !== undefined || memberOf(schema, 'const') !== undefined;
  return typeof value === 'string' && !isChoice && isProse(value) ? [] : [{ path, operator: '==', value }];
}

function isNames(list: readonly Json[]): list is (string | number | boolean)[] {
  return list.every((item) => item !== null && typeof item !== 'object');
}

function isProse(text: string): boolean {
  return text.length > LONGEST_NAME || /\s/.test(text);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}
