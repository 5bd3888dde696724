import { serialize, type ASTNode } from '@marcbachmann/cel-js';
import type { Shape } from './fact-shapes';

/** The names in force at a place of a condition: the facts, and what a macro like all() goes through. */
export type Scope = ReadonlyMap<string, Shape>;
export type Infer = (node: ASTNode, scope: Scope) => Shape;

/** What makes a condition senseless, in words for whoever wrote it. */
export class ConditionFault extends Error {}

const WORDS: Record<Shape['kind'], string> = {
  any: 'anything',
  text: 'text',
  boolean: 'true or false',
  null: 'null',
  number: 'a number',
  list: 'a list',
  object: 'an object',
};

export function describeShape({ kind }: Pick<Shape, 'kind'>): string {
  return WORDS[kind];
}

/** "args.reason is text": the part of the condition, and what it stands for. */
export function describe(node: ASTNode, shape: Shape): string {
  return `${namePath(node)} is ${describeShape(shape)}`;
}

/** The part of the condition as it was written. */
export function namePath(node: ASTNode): string {
  return serialize(node);
}
