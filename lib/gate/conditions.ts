import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { Json } from '@/lib/domain/json';

const VARIABLES = ['args', 'agent', 'requester', 'target', 'run'] as const;

/** What a condition may look at: the arguments, who asks through which agent, the before-state, the run so far. */
export type Facts = Record<(typeof VARIABLES)[number], Json>;

const environment = VARIABLES.reduce((made, name) => made.registerVariable(name, 'map'), new Environment());

// Conditions are written by people and evaluated on every call; the same few come again and again.
const MAX_PARSED = 1000;
type Parsed = ReturnType<typeof environment.parse>;
const parsed = new Map<string, Parsed>();

/** Evaluates a CEL condition. Throws when it can't be evaluated or does not say true or false. */
export function evaluateCondition(condition: string, facts: Facts): boolean {
  const context = Object.fromEntries(VARIABLES.map((name) => [name, toCel(facts[name])]));
  const result: unknown = parse(condition)(context);
  if (typeof result !== 'boolean') throw new TypeError('the condition says neither true nor false');
  return result;
}

/** What is wrong with a condition, or null: its syntax, an unknown variable, a result that is no truth value. */
export function findConditionError(condition: string): string | null {
  const { valid, error, type } = environment.check(condition);
  if (!valid) return firstLine(error);
  if (type !== 'bool' && type !== 'dyn') return `The condition is ${type}, not true or false.`;
  if (usesMatches(parse(condition).ast)) return 'matches() is not allowed in conditions: a pattern can take for ever.';
  return null;
}

/** The first line of a CEL error: the rest draws the source. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}

function parse(condition: string): Parsed {
  const known = parsed.get(condition);
  if (known) return known;
  if (parsed.size >= MAX_PARSED) parsed.clear();
  const fresh = environment.parse(condition);
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

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}
