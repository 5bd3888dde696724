import { RotateCcw } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { AgentView } from '@/lib/api/contract/agent';
import type { SettingSection as Section } from '@/lib/domain/agent-fields';
import type { Json } from '@/lib/domain/json';
import { valueAt, withValue } from '@/lib/domain/json-pointer';
import { differs, takeSection } from './agent-draft';
import type { KnownModels } from './setting-control';
import { SettingInput } from './setting-input';

interface SettingSectionProps {
  section: Section;
  agent: AgentView;
  models: KnownModels;
  draft: Json;
  /** What is saved. */
  saved: Json;
  /** What the agent's own code says. */
  standard: Json;
  onChange: (draft: Json) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** One part of what stands around an agent's model. */
export function SettingSection(props: SettingSectionProps) {
  const { section, agent, models, draft, saved, standard, onChange, errorAt } = props;
  const { id, title, about, fields } = section;
  return (
    <section aria-labelledby={id} className="flex scroll-mt-4 flex-col gap-3 border-t pt-5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={id} className="scroll-mt-6 font-semibold">
          {title}
        </h2>
        {differs(section, draft, saved) && <Badge tone="warning">not saved</Badge>}
        <Button
          size="small"
          look="quiet"
          className="ml-auto"
          aria-label={`${title}: back to default`}
          disabled={!differs(section, draft, standard)}
          onClick={() => onChange(takeSection(section, draft, standard))}
        >
          <RotateCcw aria-hidden />
          Back to default
        </Button>
        <p className="basis-full text-small text-quiet">{about}</p>
      </div>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {fields.map((field) => (
          <SettingInput
            key={field.pointer}
            field={field}
            agent={agent}
            models={models}
            value={valueAt(draft, field.pointer) ?? null}
            standard={valueAt(standard, field.pointer) ?? null}
            onChange={(value) => onChange(withValue(draft, field.pointer, value))}
            errorAt={errorAt}
          />
        ))}
      </div>
    </section>
  );
}
