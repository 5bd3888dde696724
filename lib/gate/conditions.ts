import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { Json } from '@/lib/domain/json';
import { findKindError, type FactShapes } from './condition-kinds';
import { FACT_NAMES, type FactName, type Facts } from '@/lib/domain/facts';

const environment = FACT_NAMES.reduce((made, name) => made.registerVariable(name, 'map'), new Environment());

// Conditions are written by people and evaluated on every call; the same few come again and again.
const MAX_PARSED = 1000;
type Parsed = ReturnType<typeof environment.parse>;
interface Condition {
  evaluate: Parsed;
  uses: FactName[];
}
const parsed = new Map<string, Condition>();

/**
 * Evaluates CEL conditions on the facts of one call, which are converted once, and only those that a condition uses.
 * Throws when a condition can't be evaluated or does not say true or false.
 */
export function conditionsOn(facts: Facts): (condition: string) => boolean {
  const converted: Partial<Record<FactName, unknown>> = {};
  return (condition) => {
    const { evaluate, uses } = parse(condition);
    for (const name of uses) if (!(name in converted)) converted[name] = toCel(facts[name]);
    const result: unknown = evaluate(converted);
    if (typeof result !== 'boolean') throw new TypeError('the condition says neither true nor false');
    return result;
  };
}

/**
 * What is wrong with a condition, or null: its syntax, an unknown variable or argument, kinds that can't be compared, a
 * result that is no truth value. `shapes` says what is known of the facts.
 */
export function findConditionError(condition: string, shapes: FactShapes): string | null {
  const { valid, error, type } = environment.check(condition);
  const ast = astOf(condition);
  if (!ast) return firstLine(error);
  if (usesMatches(ast)) return 'matches() is not allowed in conditions: a pattern can take for ever.';
  const fault = findKindError(ast, shapes);
  if (fault !== null) return fault;
  if (!valid) return firstLine(error);
  return type === 'bool' || type === 'dyn' ? null : `The condition is ${type}, not true or false.`;
}

function astOf(condition: string): ASTNode | null {
  try {
    return parse(condition).evaluate.ast;
  } catch {
    return null;
  }
}

/** The first line of a CEL error: the rest draws the source. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}

function parse(condition: string): Condition {
  const known = parsed.get(condition);
  if (known) return known;
  if (parsed.size >= MAX_PARSED) parsed.clear();
  const evaluate = environment.parse(condition);
  const named = namesIn(evaluate.ast);
  const fresh = { evaluate, uses: FACT_NAMES.filter((name) => named.has(name)) };
  parsed.set(condition, fresh);
  return fresh;
}

/** JSON has one kind of number, CEL has two: whole numbers become its ints, so that `amount + 1 > 3` has a type. */
function toCel(value: Json): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
}

function usesMatches(node: ASTNode): boolean {
  const isCall = (node.op === 'call' || node.op === 'rcall') && (node.args as unknown[])[0] === 'matches';
  return isCall || childrenOf(node.args).some(usesMatches);
}

function namesIn(node: ASTNode): Set<string> {
  if (node.op === 'id') return new Set([node.args]);
  return new Set(childrenOf(node.args).flatMap((child) => [...namesIn(child)]));
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}
