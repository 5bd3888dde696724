import { CountersignError } from '@/lib/domain/errors';

/** What is missing and what is another person's answer alike. */
export function notFound(noun: string): CountersignError {
  return new CountersignError('not_found', `There is no ${noun} of this id, or it is not yours to see.`);
}
