import { z } from 'zod';

/** A group's name, which rules name it by for good: small letters, digits, `.`, `_` and `-`. */
export const groupName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'A name has small letters, digits, dots, dashes and underscores only.');
