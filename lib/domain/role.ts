import { z } from 'zod';

export { hasRole } from './has-role';

/** A ladder: a reviewer may do what a user may, an admin what a reviewer may. */
export const role = z.enum(['user', 'reviewer', 'admin']);
export type Role = z.infer<typeof role>;
