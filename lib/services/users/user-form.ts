import { z } from 'zod';
import { SHORTEST_PASSWORD } from '@/lib/auth/password';

export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `A password has at least ${SHORTEST_PASSWORD} characters.`)
  .max(1000);
