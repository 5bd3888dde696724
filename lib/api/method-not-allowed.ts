import { CountersignError } from '@/lib/domain/errors';
import { problemResponse } from './problem-response';

/** The 405 of a path that has only these methods; whoever may GET may HEAD. */
export function methodNotAllowed(given: string, allowed: readonly string[]): Response {
  const names = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  const error = new CountersignError('method_not_allowed', `${given} is not possible here, only ${names.join(', ')}.`);
  return problemResponse(error, { allow: names.join(', ') });
}
