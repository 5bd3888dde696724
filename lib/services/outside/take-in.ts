import type { ProposeInput } from '@/lib/api/contract/outside-agent';
import type { Config } from '@/lib/config';
import { CountersignError, type FieldError } from '@/lib/domain/errors';
import type { JsonObject } from '@/lib/domain/json';
import type { OutsideRegistration } from '@/lib/domain/outside-agent';
import { intakeArguments } from '@/lib/gate/intake';
import { findCallbackFault } from '@/lib/notify/callback-url';

/**
 * What an outside agent says of a call, taken in strictly: the tool it registered, arguments that are kept exactly, and
 * its words on them. Throws invalid_fields.
 */
export function takeIn(config: Config, { agent, tools }: OutsideRegistration, input: ProposeInput) {
  const tool = tools.find(({ name }) => name === input.tool);
  if (!tool) throw invalid([{ pointer: '/tool', message: `${agent} has no such tool registered.` }]);
  if (tool.reversibility === 'read_only') {
    throw invalid([{ pointer: '/tool', message: 'This tool is registered as read only: it needs no approval.' }]);
  }
  const intake = intakeArguments(JSON.stringify(input.args));
  if (!intake.ok) throw invalid([{ pointer: '/args', message: intake.refusal.message }]);
  const { args, canonical } = intake;
  const errors: FieldError[] = [];
  const url = input.callbackUrl ?? null;
  const fault = url === null ? null : findCallbackFault(config, url);
  if (fault !== null) errors.push({ pointer: '/callbackUrl', message: fault });
  const before = document(input.before, '/before', errors);
  const after = document(input.after, '/after', errors);
  if (errors.length > 0) throw invalid(errors);
  const { summary, effectKey = null } = input;
  return { tool, args, canonical, said: { summary, before, after, effectKey, callbackUrl: url } };
}

/** A record as the agent describes it, within the bounds that arguments have. */
function document(given: JsonObject | null | undefined, pointer: string, errors: FieldError[]): JsonObject | null {
  if (given === undefined || given === null) return null;
  const intake = intakeArguments(JSON.stringify(given));
  if (intake.ok) return intake.args;
  errors.push({ pointer, message: intake.refusal.message.replace('The arguments are', 'It is') });
  return null;
}

/** A call that is refused for its fields. */
export function invalid(errors: FieldError[]): CountersignError {
  const fields = errors.map(({ pointer }) => pointer).join(', ');
  return new CountersignError('invalid_fields', `Some fields are wrong, so nothing was proposed: ${fields}.`, {
    errors,
  });
}
