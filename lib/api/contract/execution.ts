import { z } from 'zod';

/** `POST /executions/:id/reconcile`: whether an effect with an unknown outcome took place, and how one knows. */
export const reconcileBody = z.strictObject({ happened: z.boolean(), evidence: z.string().trim().min(1).max(4000) });
export type ReconcileInput = z.infer<typeof reconcileBody>;
