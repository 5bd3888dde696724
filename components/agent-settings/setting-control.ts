import type { Json } from '@/lib/domain/json';
import type { ModelPurpose } from '@/lib/domain/model';

/** The models an agent can be given, and the deployment's own by purpose. */
export interface KnownModels {
  priced: string[];
  own: Record<ModelPurpose, string>;
}

/** What an input of one setting is drawn with. */
export interface SettingControl {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  value: Json;
  onChange: (value: Json) => void;
}
