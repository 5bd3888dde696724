import type { FieldError } from '@/lib/domain/errors';
import type { JsonObject } from '@/lib/domain/json';
import type { Refusal, Tool, ToolContext } from '@/lib/domain/tool';
import { intakeArguments } from './intake';
import { validateArguments } from './schema';

export type CheckedCall =
  | { ok: true; args: JsonObject; canonical: string }
  | {
      ok: false;
      layer: 'intake' | 'schema' | 'semantic' | 'authorization';
      refusal: Refusal;
      errors: FieldError[];
    };

/**
 * Passes one call through the layers before policy: strict intake, schema, semantic check, authorization. When both
 * of the last two refuse, authorization speaks: a semantic message could tell of records that are not the requester's.
 */
export async function checkCall(tool: Tool, inputText: string, context: ToolContext): Promise<CheckedCall> {
  const intake = intakeArguments(inputText);
  if (!intake.ok) return refused('intake', intake.refusal);
  const { args, canonical } = intake;
  const errors = validateArguments(tool.input, args);
  if (errors.length > 0) return { ok: false, layer: 'schema', refusal: schemaRefusal(tool, errors), errors };
  const forbidden = await tool.scope(args, context);
  if (forbidden) return refused('authorization', forbidden);
  const wrong = await tool.check(args, context);
  if (wrong) return refused('semantic', wrong);
  return { ok: true, args, canonical };
}

/** The refusal of a call to a tool the agent does not have. */
export function unknownToolRefusal(name: string, available: readonly string[]): Refusal {
  return { message: `There is no tool named "${name}".`, hint: `The tools are: ${available.join(', ')}.` };
}

function refused(layer: 'intake' | 'semantic' | 'authorization', refusal: Refusal): CheckedCall {
  return { ok: false, layer, refusal, errors: [{ pointer: refusal.pointer ?? '', message: refusal.message }] };
}

function schemaRefusal(tool: Tool, errors: readonly FieldError[]): Refusal {
  const list = errors.map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`)).join(' ');
  return { message: `The arguments of ${tool.name} are not valid. ${list}`, hint: 'Correct them and call again.' };
}
