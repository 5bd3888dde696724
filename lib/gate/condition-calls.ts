import type { ASTNode } from '@marcbachmann/cel-js';
import { ConditionFault, describe, type Infer, type Scope } from './condition-words';
import { ANY, type Shape } from './fact-shapes';

const RESULTS: Record<string, Shape> = {
  has: { kind: 'boolean' },
  size: { kind: 'number', whole: true },
  int: { kind: 'number', whole: true },
  double: { kind: 'number', whole: false },
  string: { kind: 'text' },
  bool: { kind: 'boolean' },
};

/** The shape of `name(arguments)`. */
export function callShape(name: string, given: readonly ASTNode[], scope: Scope, infer: Infer): Shape {
  const shapes = given.map((node) => infer(node, scope));
  const [first] = given;
  if (name === 'size' && first) requireCountable(first, shapes[0] ?? ANY);
  return RESULTS[name] ?? ANY;
}

const TEXT_TESTS = ['startsWith', 'endsWith', 'contains'];
const MACROS = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** The shape of `receiver.name(arguments)`; a macro's arguments are a name for each item and what is asked of it. */
export function methodShape(
  name: string,
  receiver: ASTNode,
  given: readonly ASTNode[],
  scope: Scope,
  infer: Infer,
): Shape {
  const shape = infer(receiver, scope);
  if (MACROS.includes(name)) return macroShape(name, [receiver, shape], given, scope, infer);
  for (const node of given) {
    const argument = infer(node, scope);
    if (TEXT_TESTS.includes(name)) requireText(node, argument, name);
  }
  if (name === 'size') requireCountable(receiver, shape);
  if (!TEXT_TESTS.includes(name)) return RESULTS[name] ?? ANY;
  requireText(receiver, shape, name);
  return { kind: 'boolean' };
}

function macroShape(
  name: string,
  [receiver, shape]: [ASTNode, Shape],
  given: readonly ASTNode[],
  scope: Scope,
  infer: Infer,
): Shape {
  if (!['list', 'object', 'any'].includes(shape.kind)) {
    throw new ConditionFault(`${describe(receiver, shape)}, so ${name}() has nothing to go through.`);
  }
  const [variable, ...parts] = given;
  const item: Shape = shape.kind === 'list' ? shape.item : shape.kind === 'object' ? { kind: 'text' } : ANY;
  const inner = new Map(scope);
  if (variable?.op === 'id') inner.set(variable.args, item);
  const shapes = parts.map((part) => infer(part, inner));
  if (name === 'filter') return shape;
  if (name === 'map') return { kind: 'list', item: shapes.at(-1) ?? ANY };
  return { kind: 'boolean' };
}

function requireText(node: ASTNode, shape: Shape, name: string): void {
  if (shape.kind === 'text' || shape.kind === 'any') return;
  throw new ConditionFault(`${describe(node, shape)}: ${name}() is for text.`);
}

function requireCountable(node: ASTNode, shape: Shape): void {
  if (['text', 'list', 'object', 'any'].includes(shape.kind)) return;
  throw new ConditionFault(`${describe(node, shape)}, which has no size.`);
}
