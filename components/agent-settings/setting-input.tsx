import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { TextArea } from '@/components/ui/text-box';
import type { AgentView } from '@/lib/api/contract/agent';
import type { SettingField } from '@/lib/domain/agent-fields';
import { valueWords } from '@/lib/domain/agent-words';
import type { Json } from '@/lib/domain/json';
import type { IntentDraft, WatcherDraft } from './agent-draft';
import { ChoiceList } from './choice-list';
import { IntentList } from './intent-list';
import { ModelInput } from './model-input';
import { NumberInput } from './number-input';
import { PhraseList } from './phrase-list';
import type { KnownModels, SettingControl } from './setting-control';
import { WatcherList } from './watcher-list';

interface SettingInputProps {
  field: SettingField;
  agent: AgentView;
  models: KnownModels;
  value: Json;
  /** What the agent's own code says. */
  standard: Json;
  onChange: (value: Json) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** One setting with its label, what it does, its default and what is wrong with it. */
export function SettingInput({ field, agent, models, value, standard, onChange, errorAt }: SettingInputProps) {
  const { kind, label, hint, pointer } = field;
  const error = errorAt(pointer);
  const list = { label, hint, error, errorAt: (step: string | number) => errorAt(`${pointer}/${step}`) };
  switch (kind) {
    case 'phrases':
      return <PhraseList {...list} one={field.one} phrases={value as string[]} onChange={onChange} />;
    case 'choices':
      return <ChoiceList {...list} options={field.options} chosen={value as string[]} onChange={onChange} />;
    case 'watchers':
      return <WatcherList {...list} watchers={value as WatcherDraft[]} onChange={onChange} />;
    case 'intents':
      return (
        <IntentList
          {...list}
          own={agent.defaults.frontDoor?.intents}
          intents={value as unknown as IntentDraft[] | null}
          onChange={(next) => onChange(next as unknown as Json)}
        />
      );
    case 'switch':
    case 'number':
    case 'share':
    case 'text':
    case 'model':
      return (
        <Field label={label} hint={`${hint} Default: ${valueWords(field, standard)}.`} error={error}>
          {(control) => (
            <OneInput
              {...control}
              {...{ field, models, value, onChange }}
              placeholder={agent.defaults.frontDoor?.scope}
            />
          )}
        </Field>
      );
  }
}

interface OneInputProps extends SettingControl {
  field: Exclude<SettingField, { kind: 'phrases' | 'choices' | 'watchers' | 'intents' }>;
  models: KnownModels;
  placeholder: string | undefined;
}

function OneInput({ field, models, placeholder, ...control }: OneInputProps) {
  const { value, onChange, 'aria-invalid': _invalid, ...tied } = control;
  switch (field.kind) {
    case 'switch':
      return <Switch {...tied} checked={value === true} onCheckedChange={onChange} />;
    case 'number':
      return <NumberInput {...control} unit={field.unit} empty={field.empty} />;
    case 'share':
      return <NumberInput {...control} unit="from 0 to 1" empty={undefined} />;
    case 'model':
      return <ModelInput {...control} field={field} models={models} />;
    case 'text':
      return (
        <TextArea
          {...control}
          placeholder={placeholder}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        />
      );
  }
}
