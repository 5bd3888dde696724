import { z } from 'zod';
import { role } from '@/lib/domain/role';

/** A person as others see them. */
export const person = z.object({ id: z.string(), name: z.string() });

/** The signed-in user; a null `customerId` is staff. `demo` tells that the deployment shows its demo's extras. */
export const meAnswer = z.object({
  user: z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    customerId: z.string().nullable(),
    groups: z.array(z.string()),
  }),
  demo: z.boolean(),
});
export type Me = z.infer<typeof meAnswer>;
