import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select, TextArea } from '@/components/ui/text-box';
import type { IntentDraft } from './agent-draft';

interface IntentRowProps {
  number: number;
  intent: IntentDraft;
  errorAt: (member: keyof IntentDraft) => string | undefined;
  onChange: (intent: IntentDraft) => void;
  onRemove: () => void;
}

const paths: Record<IntentDraft['path'], string> = {
  agent: 'the agent',
  rules: 'fixed rules, where they can',
  template: 'always the same answer',
};

/** One kind of request: its name, what belongs to it, and who answers. */
export function IntentRow({ number, intent, errorAt, onChange, onRemove }: IntentRowProps) {
  const { name, description, path, template } = intent;
  const take = (next: IntentDraft['path']) =>
    onChange({ name, description, path: next, ...(next === 'template' ? { template: template ?? '' } : {}) });
  return (
    <li aria-label={`Kind ${number}`} className="grid gap-3 rounded-md p-3 ring-1 ring-line sm:grid-cols-2">
      <Field label="Name" error={errorAt('name')}>
        {(control) => (
          <span className="flex gap-2">
            <Input {...control} value={name} onChange={({ target }) => onChange({ ...intent, name: target.value })} />
            <Button look="quiet" size="icon" aria-label={`Remove kind ${number}`} onClick={onRemove}>
              <X aria-hidden />
            </Button>
          </span>
        )}
      </Field>
      <Field label="Answered by" error={errorAt('path')}>
        {(control) => (
          <Select {...control} value={path} onChange={({ target }) => take(target.value as IntentDraft['path'])}>
            {Object.entries(paths).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="sm:col-span-2">
        <Field label="What belongs to it" error={errorAt('description')}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={description}
              onChange={({ target }) => onChange({ ...intent, description: target.value })}
            />
          )}
        </Field>
      </div>
      {path === 'template' && (
        <div className="sm:col-span-2">
          <Field label="The answer" error={errorAt('template')}>
            {(control) => (
              <TextArea
                {...control}
                maxLength={4000}
                value={template ?? ''}
                onChange={({ target }) => onChange({ ...intent, template: target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </li>
  );
}
