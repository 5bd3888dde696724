'use client';

import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { useTools } from '@/lib/api/client/use-tools';

interface HaltTargetFieldProps {
  agents: { name: string; title: string }[];
  /** `all:`, `agent:name` or `tool:name`. */
  value: string;
  onChange: (value: string) => void;
}

/** What to halt. Tools that only read send nothing, so they are not listed. */
export function HaltTargetField({ agents, value, onChange }: HaltTargetFieldProps) {
  const tools = useTools().data?.filter(({ reversibility }) => reversibility !== 'read_only') ?? [];
  return (
    <div className="w-72 max-w-full">
      <Field label="What to halt">
        {(control) => (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="all:">Everything</option>
            <optgroup label="An agent">
              {agents.map(({ name, title }) => (
                <option key={name} value={`agent:${name}`}>
                  {title}
                </option>
              ))}
            </optgroup>
            <optgroup label="A tool">
              {tools.map(({ name }) => (
                <option key={name} value={`tool:${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          </Select>
        )}
      </Field>
    </div>
  );
}
