import type { ASTNode } from '@marcbachmann/cel-js';
import { callShape, methodShape } from './condition-calls';
import { ANY, type Shape } from './fact-shapes';
import type { FactName } from '@/lib/domain/facts';
import { ConditionFault, describe, describeShape, namePath, type Infer, type Scope } from './condition-words';

export type FactShapes = Record<FactName, Shape>;

/**
 * What no value could make sense of in a condition, or null: a member that is not there, kinds that can't be compared or
 * calculated with. CEL itself finds these only when it evaluates, and then every such call asks a person.
 */
export function findKindError(condition: ASTNode, shapes: FactShapes): string | null {
  try {
    const shape = infer(condition, new Map(Object.entries(shapes)));
    requireKind(condition, shape, 'boolean');
    return null;
  } catch (error) {
    if (error instanceof ConditionFault) return error.message;
    throw error;
  }
}

const infer: Infer = (node, scope) => {
  switch (node.op) {
    case 'value':
      return literalShape(node.args);
    case 'id':
      return scope.get(node.args) ?? ANY;
    case '.':
    case '.?':
      return memberShape(node, infer(node.args[0], scope), node.args[0], node.args[1]);
    case '[]':
    case '[?]':
      return elementShape(node, scope);
    case '&&':
    case '||':
      for (const side of node.args) requireKind(side, infer(side, scope), 'boolean');
      return { kind: 'boolean' };
    case '!_':
      requireKind(node.args, infer(node.args, scope), 'boolean');
      return { kind: 'boolean' };
    case '-_':
      requireKind(node.args, infer(node.args, scope), 'number');
      return infer(node.args, scope);
    case '?:':
      return choiceShape(node.args, scope);
    case 'list':
      return { kind: 'list', item: commonShape(node.args.map((item) => infer(item, scope))) };
    case 'map':
      return ANY;
    case 'call':
      return callShape(node.args[0], node.args[1], scope, infer);
    case 'rcall':
      return methodShape(node.args[0], node.args[1], node.args[2], scope, infer);
    default:
      return operationShape(node.op, node.args, scope);
  }
};

type Operation = Extract<ASTNode, { args: [ASTNode, ASTNode] }>['op'];

function operationShape(op: Operation, [left, right]: [ASTNode, ASTNode], scope: Scope): Shape {
  const [a, b] = [infer(left, scope), infer(right, scope)];
  if (op === 'in') {
    const items = b.kind === 'list' ? b.item : b.kind === 'object' || b.kind === 'any' ? ANY : null;
    if (items === null) throw new ConditionFault(`${describe(right, b)}, so nothing is in it.`);
    requireComparable(left, a, right, items);
    return { kind: 'boolean' };
  }
  if (op === '==' || op === '!=') {
    requireComparable(left, a, right, b);
    return { kind: 'boolean' };
  }
  if (['<', '<=', '>', '>='].includes(op)) {
    for (const [node, shape] of [[left, a] as const, [right, b] as const]) {
      if (!['any', 'number', 'text'].includes(shape.kind))
        throw new ConditionFault(`${describe(node, shape)}, which has no order: ${op} needs a number or text.`);
    }
    requireComparable(left, a, right, b);
    return { kind: 'boolean' };
  }
  return sumShape(op, [left, a], [right, b]);
}

function sumShape(op: string, [left, a]: [ASTNode, Shape], [right, b]: [ASTNode, Shape]): Shape {
  if (a.kind === 'any' || b.kind === 'any') return ANY;
  if (op === '+' && a.kind === b.kind && (a.kind === 'text' || a.kind === 'list')) return a;
  requireKind(left, a, 'number');
  requireKind(right, b, 'number');
  const [one, other] = [a.kind === 'number' ? a.whole : undefined, b.kind === 'number' ? b.whole : undefined];
  if (one !== undefined && other !== undefined && one !== other) {
    const whole = one ? left : right;
    throw new ConditionFault(
      `A whole and a decimal number can't be put together by ${op}: write double(${namePath(whole)}).`,
    );
  }
  return { kind: 'number', ...(one === undefined || other === undefined ? {} : { whole: one }) };
}

function requireComparable(left: ASTNode, a: Shape, right: ASTNode, b: Shape): void {
  const either = [a.kind, b.kind];
  if (a.kind === b.kind || either.includes('any') || either.includes('null')) return;
  throw new ConditionFault(`${describe(left, a)} and ${describe(right, b)}: they can't be compared.`);
}

function requireKind(node: ASTNode, shape: Shape, kind: 'boolean' | 'number'): void {
  if (shape.kind === kind || shape.kind === 'any') return;
  throw new ConditionFault(`${describe(node, shape)}, not ${describeShape({ kind })}.`);
}

function memberShape(node: ASTNode, shape: Shape, base: ASTNode, name: string): Shape {
  if (shape.kind === 'any') return ANY;
  if (shape.kind !== 'object') throw new ConditionFault(`${describe(base, shape)}, so it has no member ${name}.`);
  const member = shape.members.get(name);
  if (member || !shape.closed) return member ?? ANY;
  const known = [...shape.members.keys()].join(', ');
  throw new ConditionFault(`There is no ${namePath(node)}; ${namePath(base)} has ${known}.`);
}

function elementShape(node: Extract<ASTNode, { op: '[]' | '[?]' }>, scope: Scope): Shape {
  const [base, key] = node.args;
  const shape = infer(base, scope);
  const keyShape = infer(key, scope);
  if (shape.kind === 'any') return ANY;
  if (shape.kind === 'list') {
    requireKind(key, keyShape, 'number');
    return shape.item;
  }
  if (key.op === 'value' && typeof key.args === 'string') return memberShape(node, shape, base, key.args);
  if (shape.kind !== 'object') throw new ConditionFault(`${describe(base, shape)}, so it has no members.`);
  return ANY;
}

function choiceShape([test, one, other]: [ASTNode, ASTNode, ASTNode], scope: Scope): Shape {
  requireKind(test, infer(test, scope), 'boolean');
  return commonShape([infer(one, scope), infer(other, scope)]);
}

function commonShape(shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  return first && shapes.every(({ kind }) => kind === first.kind) ? first : ANY;
}

function literalShape(value: unknown): Shape {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'text' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (typeof value === 'bigint') return { kind: 'number', whole: true };
  return typeof value === 'number' ? { kind: 'number', whole: false } : ANY;
}
