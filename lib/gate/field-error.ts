import type { ErrorObject } from 'ajv';
import type { FieldError } from '@/lib/domain/errors';
import { escapePointer } from './changes';

/** What the validator found, at the field that has to change and in words that say how. */
export function toFieldError(error: ErrorObject): FieldError {
  const { keyword, instancePath, params, propertyName } = error;
  const member = (name: unknown) => `${instancePath}/${escapePointer(String(name))}`;
  // A fault of a member's name stands at the member.
  const pointer = propertyName === undefined ? instancePath : member(propertyName);
  switch (keyword) {
    case 'required':
      return { pointer: member(params.missingProperty), message: `"${params.missingProperty}" is missing.` };
    case 'dependentRequired':
    case 'dependencies': {
      const { property, missingProperty } = params;
      return { pointer: member(missingProperty), message: `"${missingProperty}" is missing beside "${property}".` };
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name: unknown = params.additionalProperty ?? params.unevaluatedProperty;
      return { pointer: member(name), message: `"${String(name)}" is not one of the arguments.` };
    }
    case 'propertyNames':
      return { pointer: member(params.propertyName), message: `"${params.propertyName}" is not an allowed name.` };
    case 'enum':
      return { pointer, message: `must be one of ${JSON.stringify(params.allowedValues)}.` };
    case 'const':
      return { pointer, message: `must be ${JSON.stringify(params.allowedValue)}.` };
    case 'false schema':
      return { pointer, message: 'is not allowed here.' };
    default:
      return { pointer, message: `${error.message ?? 'is not valid'}.` };
  }
}
