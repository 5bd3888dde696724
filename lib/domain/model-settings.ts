import { z } from 'zod';

const modelName = z.string().trim().min(1).max(200);

/** Which models an agent uses; what is null is the deployment's. */
export const modelSettings = z.strictObject({
  act: modelName.nullable().default(null),
  classify: modelName.nullable().default(null),
  summarise: modelName.nullable().default(null),
  check: modelName.nullable().default(null),
});
export type ModelSettings = z.infer<typeof modelSettings>;
