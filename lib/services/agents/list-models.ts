import { modelPurpose, type ModelPurpose } from '@/lib/domain/model';
import { pricedModels } from '@/lib/model/prices';
import type { Application } from '../application';

/** The models an agent can be given, and the deployment's own by purpose. */
export function listModels({ config }: Application): { priced: string[]; own: Record<ModelPurpose, string> } {
  const own = Object.fromEntries(modelPurpose.options.map((purpose) => [purpose, config.models[purpose]]));
  return { priced: pricedModels(config.modelPrices), own: own as Record<ModelPurpose, string> };
}
