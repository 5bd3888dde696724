import type { FieldError } from '@/lib/domain/errors';
import type { JsonObject } from '@/lib/domain/json';
import type { PolicyBody, Rule } from '@/lib/domain/policy';
import { isLessCareful, isWrite } from '@/lib/domain/reversibility';
import type { Transaction } from '@/lib/domain/sql';
import type { Tool } from '@/lib/domain/tool';
import { canonicalText } from '@/lib/gate/intake';
import { shapeOf, type Shape } from '@/lib/gate/fact-shapes';
import { checkRules } from '@/lib/gate/verdict';
import type { Application } from '../application';
import { checkEscalation } from './check-escalation';
import { findUnknownApprovers } from './find-unknown-approvers';

/**
 * What is wrong with a policy that is to replace the one in force, each fault at its place. A rule that stands already
 * is not judged again: a tool whose input changed under its rules can still be switched off.
 */
export async function checkPolicy(
  transaction: Transaction,
  app: Application,
  tool: Tool,
  body: PolicyBody,
  current: PolicyBody,
): Promise<FieldError[]> {
  const standing = new Set(current.rules.map(textOf));
  const isNew = ({ pointer }: FieldError) => !standing.has(textOf(body.rules[indexIn(pointer)]));
  return [
    ...checkRules(body.rules, tool.input).filter(isNew),
    ...checkTaught(body.rules).filter(isNew),
    ...(await findUnknownApprovers(transaction, body.rules)),
    ...(await checkEscalation(transaction, body)),
    ...checkClass(tool, body),
    ...checkFriction(tool, body),
    ...(app.registry.tools.has(tool.name) ? [] : limitOfAnother(body)),
  ];
}

function textOf(rule: Rule | undefined): string {
  return canonicalText((rule ?? null) as JsonObject | null);
}

function indexIn(pointer: string): number {
  return Number(pointer.split('/')[2]);
}

/** Who taught a rule and until when it lasts is not for a form to say. */
function checkTaught(rules: readonly Rule[]): FieldError[] {
  const message =
    'A taught rule is made from the card of a proposal, and stays as it was made. Remove it, or write another.';
  return rules.flatMap(({ taught }, index) => (taught ? [{ pointer: `/rules/${index}/when`, message }] : []));
}

function checkClass({ reversibility }: Tool, { classOverride }: PolicyBody): FieldError[] {
  if (!classOverride) return [];
  if (!isWrite(reversibility)) {
    return [{ pointer: '/classOverride/reversibility', message: 'This tool only reads, so nothing can be undone.' }];
  }
  if (!isLessCareful(classOverride.reversibility, reversibility) || classOverride.reason) return [];
  const message = `The tool's code says ${reversibility}. Say why ${classOverride.reversibility} is right all the same.`;
  return [{ pointer: '/classOverride/reason', message }];
}

function checkFriction({ input }: Tool, { friction }: PolicyBody): FieldError[] {
  if (!friction) return [];
  const shape: Shape = shapeOf(input as JsonObject);
  const member = shape.kind === 'object' ? shape.members.get(friction.typed.argument) : undefined;
  const pointer = '/friction/typed/argument';
  if (!member) return [{ pointer, message: `The tool has no argument ${friction.typed.argument}.` }];
  if (member.kind === 'number' || (member.kind === 'text' && friction.typed.above === undefined)) return [];
  const message =
    member.kind === 'text'
      ? `${friction.typed.argument} is text, so it is above nothing. Leave the amount out.`
      : `${friction.typed.argument} is neither text nor a number, so nobody can type it.`;
  return [{ pointer, message }];
}

/** A limit counts what we send. What an outside agent carries out by itself we could not hold back. */
function limitOfAnother({ rateLimit }: PolicyBody): FieldError[] {
  if (!rateLimit) return [];
  const message = 'This agent carries out its calls by itself, so no rate limit can hold them back. Remove it.';
  return [{ pointer: '/rateLimit', message }];
}
