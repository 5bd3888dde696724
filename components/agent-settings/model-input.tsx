import { Select } from '@/components/ui/text-box';
import type { SettingField } from '@/lib/domain/agent-fields';
import type { KnownModels, SettingControl } from './setting-control';

interface ModelInputProps extends SettingControl {
  field: Extract<SettingField, { kind: 'model' }>;
  models: KnownModels;
}

/** A model of the price table. One that is set and has no price stays until another is chosen. */
export function ModelInput({ field: { purpose, empty }, models, value, onChange, ...control }: ModelInputProps) {
  const own = purpose && models.own[purpose];
  const chosen = typeof value === 'string' ? value : '';
  const isPriced = chosen === '' || models.priced.includes(chosen);
  return (
    <Select {...control} value={chosen} onChange={({ target }) => onChange(target.value === '' ? null : target.value)}>
      <option value="">{own === undefined ? sentence(empty) : `${sentence(empty)} (${own})`}</option>
      {!isPriced && <option value={chosen}>{chosen} (not in the price table)</option>}
      {models.priced.map((model) => (
        <option key={model}>{model}</option>
      ))}
    </Select>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
