import { confirmationOf, isConfirmed } from '@/lib/domain/confirmation';
import { CountersignError } from '@/lib/domain/errors';
import type { JsonObject } from '@/lib/domain/json';
import type { Deciding } from './deciding';

/** Throws invalid_fields when policy wants an argument of these typed and what came with the decision is not that. */
export function requireConfirmation({ policy, input }: Pick<Deciding, 'policy' | 'input'>, args: JsonObject): void {
  const confirmation = confirmationOf(policy.body.friction, args);
  if (!confirmation || isConfirmed(confirmation, input.typed)) return;
  const message = `Type ${confirmation.argument} as it stands: ${confirmation.value}.`;
  throw new CountersignError('invalid_fields', `This approval has to be typed. Nothing was sent.`, {
    errors: [{ pointer: '/typed', message }],
  });
}
